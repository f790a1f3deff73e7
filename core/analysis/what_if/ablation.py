"""Ablation: the change of the opinion when each unit is silenced in turn, all in one batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ...edits import Edit
from ...edits.rows import held_rows
from ...edits.steps import put, steps
from ...jobs.steps import Steps, run
from ...network import Network
from ..reading import Reading
from . import edited_trace
from .edited_text import EditedText, all_made, edited_text


@dataclass(frozen=True, eq=False)
class Sweep:
    """Changes of the opinion while each unit is silenced: its hidden state is held at 0 throughout.

    Attributes:
        change: how far each unit moves the opinion after each of the T tokens that are read,
            ``(hidden_size, T)`` float32: the total variation distance of the probabilities, in
            0..1, half the sum of their absolute differences; of a series, the absolute difference
            of the next value.
        signed: one output with the unit silenced, minus the same output without,
            ``(hidden_size, T)`` float32: of a probability in −1..1, or of the next value.
        output: which output that is, from 0.
        ranking: the units, largest change after the last token first.
    """

    change: np.ndarray
    signed: np.ndarray
    output: int
    ranking: np.ndarray

    def __post_init__(self) -> None:
        for array in (self.change, self.signed, self.ranking):
            array.flags.writeable = False


def silence_each(
    network: Network,
    reading: Reading,
    edits: Sequence[Edit] = (),
    other: Reading | None = None,
    output: int | None = None,
) -> Sweep:
    """Read a text once for each unit, that unit being silenced.

    The text is read with the edits, as in ``core.analysis.what_if.what_if``, and a silenced unit
    stays silent even if an edit holds it at a value; the baseline is the opinion with the edits
    alone.

    Args:
        network: the network, looked at from one of its cells.
        reading: its reading of the text as it is.
        edits: the other changes, in order.
        other: its reading of the text whose states ``Swap`` takes.
        output: the output that ``signed`` is about; by default, the likeliest after the last token.

    Raises:
        ValueError: as ``what_if`` does, or if there is no such output.
    """
    return run(silence_each_in_steps(network, reading, edits, other, output))


def silence_each_in_steps(
    network: Network,
    reading: Reading,
    edits: Sequence[Edit] = (),
    other: Reading | None = None,
    output: int | None = None,
) -> Steps[float, Sweep]:
    """Do as ``silence_each`` does; the generator yields the share that is done."""
    edited = all_made(edited_text(network, reading, edits, other), edits)
    baseline = network.opinions(edited_trace(network, edited), edited.codes)
    output = _checked(network, baseline, output)
    change = np.zeros((network.card.hidden_size, len(baseline)), baseline.dtype)
    signed = np.zeros_like(change)
    for position, silenced in enumerate(_silenced_opinions(network, edited)):
        differences = silenced - baseline[position]
        signed[:, position] = differences[:, output]
        change[:, position] = np.abs(differences).sum(axis=1)
        yield (position + 1) / len(baseline)
    if network.card.target != "next-value":
        change /= 2
    last = change[:, -1] if len(baseline) else np.zeros(len(change))
    return Sweep(change, signed, output, np.argsort(-last, kind="stable"))


def _checked(network: Network, opinions: np.ndarray, output: int | None) -> int:
    if output is None:
        return int(opinions[-1].argmax()) if len(opinions) else 0
    if not 0 <= output < len(network.outputs):
        expected = f"an output in 0..{len(network.outputs) - 1}, or None for the likeliest"
        raise ValueError(f"silence_each expected {expected}; got {output}.")
    return output


@torch.inference_mode()
def _silenced_opinions(network: Network, edited: EditedText) -> Iterator[np.ndarray]:
    """Yield the opinion with each unit silenced, ``(hidden_size, n_outputs)`` for each token."""
    cell, length = network.cell, len(edited.tokens)
    held = held_rows(cell, edited.holds, length)
    size = (cell.hidden_size, cell.hidden_size)
    silent = cell.weight_ih.new_full(size, torch.nan).fill_diagonal_(0)

    def at(position: int) -> Mapping[str, Tensor]:
        now = {name: rows[position : position + 1] for name, rows in held.items()}
        own = now.get("hidden_state")
        return now | {"hidden_state": silent if own is None else put(silent, own)}

    inputs = network.inputs(edited.codes)
    silenced = steps(cell, inputs, cell.initial_state(cell.hidden_size), map(at, range(length)))
    states = (step.state.hidden_state.numpy() for step in silenced)
    if network.directions == 1 and network.readout_reads_cell:
        yield from map(network.opinions_of, states)
    elif runs := [*states]:
        yield from network.opinions_of(np.stack(runs, 1), edited.codes).swapaxes(0, 1)
