"""A model that was wired and run: its output, its states, and every arrow of both drawings."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..network.place import CellPlace
from .arrows import Arrow, Draw, Node
from .expressions import Expressions
from .folded import folded, in_order
from .inputs import steps_first, targets_first
from .run import Pass, Run, States, merged, run
from .unrolled import unrolled
from .weights import places, weights_of
from .wiring import Wiring

Output = np.ndarray | tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Wired:
    """A model and all that flowed through it; read-only NumPy arrays.

    N texts, T steps, ``width`` of the wiring; ``(T, N, …)`` without batch_first.

    Attributes:
        wiring: its switches.
        is_trained: whether its weights were learned.
        nodes: of both drawings.
        arrows: of both drawings; ``folded`` says of which.
        output: ``(N, T, width)`` with return_sequences, else ``(N, width)``; a pair, one for each
            direction, with ``merge=None``.
        h_n: the last hidden states as PyTorch stacks them, ``(layers * directions, N,
            hidden_size)``, whatever batch_first says; of the decoder, if there is one.
        c_n: the last cell states in the same shape; ``None`` unless it is an LSTM.
        encoder_h_n: the encoder's ``h_n``; ``None`` without a decoder.
        encoder_c_n: the encoder's ``c_n``.
        returned: what the Keras layer returns: the output and, with return_state, the final states
            of the last layer, h and c of one direction after the other.
        final: the states of each cell after the last step that it reads; ``wire(…, after=…)``
            starts a stateful model from them.
    """

    wiring: Wiring
    is_trained: bool
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    output: Output
    h_n: np.ndarray
    c_n: np.ndarray | None
    encoder_h_n: np.ndarray | None
    encoder_c_n: np.ndarray | None
    returned: tuple[np.ndarray, ...]
    final: Mapping[CellPlace, States]


def wire(
    wiring: Wiring,
    inputs: Tensor | np.ndarray,
    targets: Tensor | np.ndarray | None = None,
    after: Wired | None = None,
) -> Wired:
    """Run a model step by step and return every arrow of its drawings.

    Args:
        wiring: its switches.
        inputs: ``(N, T, input_size)``, or ``(T, N, input_size)`` without batch_first; of a kind
            that reads one step, T is 1. A batch of one may come as ``(T, input_size)``, a single
            step of each of N texts as ``(N, input_size)``.
        targets: with teacher_forcing, what the decoder should write, laid out as the inputs, with
            target_length steps: it reads zeros first, and then each of them but the last.
        after: the same model's run on the batch before: a stateful model carries on from it.
            Without it the model starts from zeros, as after a reset.

    Raises:
        ValueError: if a shape does not fit.
    """
    x = steps_first(wiring, inputs)
    initial = _initial(wiring, after, x.shape[1])
    weights = weights_of(wiring)
    numbers = run(wiring, weights, x, initial, targets_first(wiring, targets, x.shape[1]))
    steps = len(x if numbers.convolved is None else numbers.convolved)
    names = Expressions(wiring, x.shape[1], steps, bool(initial))
    drawings = Draw(names, folded=True), Draw(names, folded=False)
    arrows = *folded(drawings[0], wiring, numbers, weights), *unrolled(drawings[1], wiring, numbers)
    part = "decoder" if wiring.has_decoder else ""
    h_n, c_n = _stacked(numbers, part)
    encoded = _stacked(numbers, "encoder") if wiring.has_decoder else (None, None)
    output = _output(wiring, numbers, part)
    return Wired(
        wiring,
        wiring.is_trained,
        tuple((drawings[0].nodes | drawings[1].nodes).values()),
        arrows,
        output,
        h_n,
        c_n,
        *encoded,
        (*(output if isinstance(output, tuple) else (output,)), *_returned(wiring, numbers, part)),
        {place: each.final for place, each in numbers.passes.items()},
    )


def _array(tensor: Tensor) -> np.ndarray:
    array = tensor.numpy().copy()
    array.flags.writeable = False
    return array


def _initial(wiring: Wiring, after: Wired | None, texts: int) -> Mapping[CellPlace, States]:
    """Return the states that a stateful model carries on from; nothing for zeros."""
    if after is None or not wiring.stateful:
        return {}
    before = after.h_n.shape[1]
    if [*after.final] != [*places(wiring)] or before != texts:
        raise ValueError(
            f"wire expected a batch of {before} texts after one of {before}, and the same layers: "
            f"a stateful model goes on text by text; got {texts} texts. Reset it (leave out "
            "`after`), or keep the batch size."
        )
    return after.final


def _of(numbers: Run, part: str) -> list[Pass]:
    return [each for place, each in numbers.passes.items() if place.part == part]


def _stacked(numbers: Run, part: str) -> tuple[np.ndarray, np.ndarray | None]:
    """Return h_n and c_n of the encoder, the decoder or the only part."""
    finals = [each.final for each in _of(numbers, part)]
    h_n, *c_n = (_array(torch.stack(states)) for states in zip(*finals, strict=True))
    return h_n, c_n[0] if c_n else None


def _output(wiring: Wiring, numbers: Run, part: str) -> Output:
    last = numbers.of_layer(wiring.num_layers - 1, part)
    if wiring.every_step:
        both = [in_order(wiring, each.states[0]) for each in last]
    else:
        both = [each.final[0] for each in last]
    if len(both) == 2 and wiring.merge is None:
        return _array(both[0]), _array(both[1])
    return _array(merged(wiring.merge, both))


def _returned(wiring: Wiring, numbers: Run, part: str) -> list[np.ndarray]:
    if not wiring.return_state:
        return []
    last = numbers.of_layer(wiring.num_layers - 1, part)
    return [_array(state) for each in last for state in each.final]
