"""The model that the switches describe: wired, run on the sentence, and cut into columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from torch import Tensor

from core.analysis.reading import Reading, ShownToken, as_shown, shown_tokens
from core.network import Network
from core.network.answering import Answer
from core.network.catalogue import TORCH_CELLS, NetworkReference
from core.notation import N_, Notice
from core.wiring import Conv, Wired, Wiring, batch_of, token_vectors, wire
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared.cached.own_networks import is_own
from pages.shared.view.selection import Selection

MOST_STEPS = 64
"""Tokens that are wired at most: longer texts are cut, and the screen says so."""
ONE_STEP = ("one-to-one", "one-to-many")


@dataclass(frozen=True, eq=False)
class Run:
    """One model, run.

    Attributes:
        wiring: its switches, as far as they go together.
        inputs: what it was given.
        targets: what its decoder is taught; ``None`` without a teacher.
        wired: its arrows.
        columns: what stands below each column of the drawing.
        before: the batch before, of a stateful model that goes on; else ``None``.
        notices: what could not be as the switches say.
        answer: what a trained network of numbers wrote; else ``None``.
    """

    wiring: Wiring
    inputs: Tensor
    targets: Tensor | None
    wired: Wired
    columns: tuple[ShownToken, ...]
    before: Wired | None
    notices: tuple[Notice, ...]
    answer: Answer | None = None


def reference_of(selection: Selection) -> NetworkReference:
    """Return the network of the task whose cell PyTorch and Keras have as a layer.

    A network of this session has just one cell, which they may not have.
    """
    is_there = selection.cell in TORCH_CELLS or is_own(selection.model)
    cell = selection.cell if is_there else "gru"
    return NetworkReference(selection.model, cell)


def wiring_of(
    view: ShapesAndWiringView, cell: str, network: Network
) -> tuple[Wiring, tuple[Notice, ...]]:
    """Return the switches, as far as they go together, and notices about those that do not."""
    notices: list[Notice] = []
    decodes = view.kind == "encoder-decoder"
    common: dict[str, Any] = {
        "kind": view.kind,
        "return_state": view.return_state,
        "stateful": view.stateful and not decodes,
        "batch_first": not view.steps_first,
        "length": view.writes if view.kind == "one-to-many" else None,
        "target_length": view.writes if decodes else None,
        "teacher_forcing": decodes and view.forced,
    }
    if view.kind == "one-to-one":
        common["return_sequences"] = view.single_sequences
    if view.stateful and decodes:
        notices.append(Notice(N_("A decoder starts from the encoder's state: it is not stateful.")))
    if view.trained:
        return Wiring(network=network, **common), tuple(notices)
    both, apart = view.reads == "both", view.merge == "none"
    if both and apart and (view.depth > 1 or decodes):
        notices.append(
            Notice(N_("What reads both directions next needs one tensor: they are concatenated."))
        )
        apart = False
    merges: Any = None if apart else "concat" if view.merge == "none" else view.merge
    wiring = Wiring(
        cell,
        view.features,
        view.units,
        num_layers=view.depth,
        bidirectional=both,
        merge=merges,
        conv=conv_of(view),
        seed=view.draw,
        **common,
    )
    return wiring, tuple(notices)


def conv_of(view: ShapesAndWiringView) -> Conv | None:
    """Return the convolution; a kind that reads a single step has none."""
    if not view.conv or view.kind in ONE_STEP or view.trained:
        return None
    return Conv(view.filters, view.kernel, view.stride, view.conv_padding)


def run(view: ShapesAndWiringView, cell: str, network: Network, reading: Reading) -> Run:
    """Wire the model and run it on a text.

    Raises:
        ValueError: if a convolution finds no window in the text.
    """
    wiring, notices = wiring_of(view, cell, network)
    vectors, shown = _read(view, network, reading)
    if len(shown) > MOST_STEPS:
        cut = {"shown": MOST_STEPS, "total": len(shown)}
        notices += (Notice(N_("Showing the first {shown} of {total} tokens."), cut),)
    inputs = batch_of(wiring, vectors[:MOST_STEPS], view.texts)
    targets = _targets(wiring, view.texts)
    before = wire(wiring, inputs) if wiring.stateful and view.second_batch else None
    wired = wire(wiring, inputs, targets, after=before)
    return Run(wiring, inputs, targets, wired, _columns(view, shown[:MOST_STEPS]), before, notices)


def _read(
    view: ShapesAndWiringView, network: Network, reading: Reading
) -> tuple[Tensor, Sequence[ShownToken]]:
    """Return what the first layer reads at each step, and the steps as people see them."""
    encoded = reading.encoded
    if view.trained:
        vectors = network.vectors(encoded.codes)
        read = vectors if network.windows is None else network.windows(vectors)
        return read.detach(), reading.tokens
    keys = [token.key for token in encoded.tokens]
    # Random vectors need no vocabulary: every token has one of its own.
    shown = [replace(token, known=True) for token in shown_tokens(network, encoded)]
    return token_vectors(keys, view.features, view.draw), shown


def _columns(view: ShapesAndWiringView, shown: Sequence[ShownToken]) -> tuple[ShownToken, ...]:
    """Return what stands below each column."""
    written = range(1, view.writes + 1)
    if view.kind == "one-to-one":
        return tuple(shown[:1])
    if view.kind == "one-to-many":
        return (*shown[:1], *(as_shown("0", True) for _step in written[1:]))
    if view.kind == "encoder-decoder":
        return (*shown, *(as_shown(f"y{step}", True) for step in written))
    return tuple(shown)


def _targets(wiring: Wiring, texts: int) -> Tensor | None:
    """Return what a teacher gives: a random vector for each step that is written."""
    if not wiring.teacher_forcing:
        return None
    steps = [f"y{step}" for step in range(1, (wiring.target_length or 1) + 1)]
    return batch_of(wiring, token_vectors(steps, wiring.decoder_input_size), texts)


def furthest(run: Run) -> float:
    """Return how far the output is from that of the batch before, whose texts are the same."""
    if run.before is None:
        return 0.0
    here, before = (_outputs(wired) for wired in (run.wired, run.before))
    return max(float(np.abs(a - b).max()) for a, b in zip(here, before, strict=True))


def _outputs(wired: Wired) -> tuple[np.ndarray, ...]:
    return wired.output if isinstance(wired.output, tuple) else (wired.output,)
