"""A wired model run step by step: every state of every layer, direction and part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from ..cells import RecurrentCell
from ..network.place import CellPlace
from .convolution import convolve
from .kinds import Merge
from .weights import Weights, places
from .wiring import Wiring

States = tuple[Tensor, ...]
"""The hidden state and, of an LSTM, the cell state."""
READS = ("", "encoder")
"""The parts that read the input."""


@dataclass(frozen=True, eq=False)
class Pass:
    """One cell run over all steps; arrays by position, whatever the direction.

    Attributes:
        states: after each step, each ``(T, N, hidden_size)``.
        initial: before the first step that it reads, each ``(N, hidden_size)``.
        final: after the last step that it reads, each ``(N, hidden_size)``.
    """

    states: States
    initial: States
    final: States


@dataclass(frozen=True, eq=False)
class Run:
    """All that a model computes; steps first, then texts.

    Attributes:
        inputs: ``(T, N, input_size)``, with the zeros of a one-to-many model.
        convolved: ``(windows, N, filters)``; ``None`` without a convolution.
        passes: every cell's, by its place.
        decoder_inputs: what the decoder reads, ``(target_length, N, its input size)``.
    """

    inputs: Tensor
    convolved: Tensor | None
    passes: Mapping[CellPlace, Pass]
    decoder_inputs: Tensor | None = None

    def of_layer(self, layer: int, part: str) -> list[Pass]:
        """Return the passes of one layer: forward, and backward if there is one."""
        return [each for at, each in self.passes.items() if (at.layer, at.part) == (layer, part)]


@torch.inference_mode()
def run(
    wiring: Wiring,
    weights: Weights,
    inputs: Tensor,
    initial: Mapping[CellPlace, States],
    targets: Tensor | None,
) -> Run:
    """Run a model.

    Args:
        wiring: its switches.
        weights: its weights.
        inputs: ``(T, N, input_size)``.
        initial: states to start from; zeros at places that it does not have.
        targets: what a decoder under teacher forcing reads, ``(target_length, N, its input size)``.

    Raises:
        ValueError: if the shapes do not fit.
    """
    convolved = None
    if wiring.conv is not None and weights.conv is not None:
        convolved = convolve(wiring.conv, inputs, *weights.conv)
    below = inputs if convolved is None else convolved
    passes: dict[CellPlace, Pass] = {}
    for layer in range(wiring.num_layers):
        both = [place for place in places(wiring) if place.layer == layer and place.part in READS]
        for place in both:
            cell = weights.cells[place]
            state = initial.get(place, tuple(cell.initial_state(inputs.shape[1])))
            passes[place] = _read(cell, below, state, place.direction == "backward")
        if layer < wiring.num_layers - 1:
            below = merged(wiring.merge, [passes[place].states[0] for place in both])
    plain = Run(inputs, convolved, passes)
    return _decoded(wiring, weights, plain, targets) if wiring.has_decoder else plain


def merged(merge: Merge, directions: Sequence[Tensor]) -> Tensor:
    """Return both directions as one tensor; one direction as it is.

    Args:
        merge: ``concat``, ``sum``, ``ave`` or ``mul``.
        directions: one or two tensors of one shape.
    """
    if len(directions) == 1:
        return directions[0]
    forward, backward = directions
    match merge:
        case "sum":
            return forward + backward
        case "ave":
            return (forward + backward) / 2
        case "mul":
            return forward * backward
    return torch.cat([forward, backward], -1)


def context(wiring: Wiring, passes: Sequence[Pass]) -> States:
    """Return the states from which a layer of the decoder starts."""
    parts = zip(*(each.final for each in passes), strict=True)
    return tuple(merged(wiring.merge, part) for part in parts)


def _read(cell: RecurrentCell, inputs: Tensor, initial: States, backward: bool) -> Pass:
    if not backward:
        return _as_pass(initial, [*_steps(cell, inputs.unbind(), initial)])
    taken = [*_steps(cell, inputs.flip(0).unbind(), initial)]
    return replace(_as_pass(initial, taken[::-1]), final=taken[-1])


def _steps(cell: RecurrentCell, inputs: Sequence[Tensor], state: States) -> Iterator[States]:
    """Yield the state after each input ``(N, input_size)``."""
    kind = type(cell.initial_state(1))
    for x in inputs:
        state = tuple(cell(x, kind(*state)).state)
        yield state


def _decoded(wiring: Wiring, weights: Weights, encoded: Run, targets: Tensor | None) -> Run:
    """Return the run with that of the decoder, which starts from the encoder's final states."""
    layers = [place for place in places(wiring) if place.part == "decoder"]
    cells = [weights.cells[place] for place in layers]
    first = [context(wiring, encoded.of_layer(place.layer, "encoder")) for place in layers]
    x = encoded.inputs.new_zeros(encoded.inputs.shape[1], cells[0].input_size)
    symbols = wiring.symbols
    if targets is None and not symbols and cells[0].input_size != cells[-1].hidden_size:
        raise ValueError(
            f"wire expected a decoder whose input is as wide as its output, "
            f"{cells[-1].hidden_size}, to read its own last output; got {cells[0].input_size}. Set "
            "teacher_forcing=True and give targets."
        )
    read, taken, states = [], [], [*first]
    for step in range(wiring.target_length or 0):
        if step and targets is not None:
            x = targets[step - 1]
        elif step and symbols is not None:
            x = symbols.fed_back(x)
        read.append(x)
        for layer, cell in enumerate(cells):
            (states[layer],) = _steps(cell, [x], states[layer])
            x = states[layer][0]
        taken.append([*states])
    by_layer = zip(layers, first, zip(*taken, strict=True), strict=True)
    passes = {place: _as_pass(start, after) for place, start, after in by_layer}
    return replace(encoded, passes={**encoded.passes, **passes}, decoder_inputs=torch.stack(read))


def _as_pass(initial: States, after: Sequence[States]) -> Pass:
    """Return the pass of a cell that reads forward, of its states after each step."""
    return Pass(tuple(map(torch.stack, zip(*after, strict=True))), initial, after[-1])
