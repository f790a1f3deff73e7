"""The weights of a wired model: random ones of a seed, or those of a trained network."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from ..cells import CELLS, RecurrentCell
from ..network.place import CellPlace, Direction, Part
from .wiring import Wiring

FORWARD: tuple[Direction, ...] = ("forward",)
BOTH: tuple[Direction, ...] = ("forward", "backward")


@dataclass(frozen=True, eq=False)
class Weights:
    """All that a model has learned, or drawn at random.

    Attributes:
        cells: every cell by its place, in the order in which they run.
        conv: weight ``(filters, input_size, kernel_size)`` and bias ``(filters,)``; ``None``
            without a convolution.
    """

    cells: Mapping[CellPlace, RecurrentCell]
    conv: tuple[Tensor, Tensor] | None


def weights_of(wiring: Wiring) -> Weights:
    """Return the weights of a model: the network's own, or random ones of the wiring's seed.

    Raises:
        ValueError: if the network's layers do not fit on top of each other as they are merged.
    """
    if wiring.network is not None:
        cells = dict(wiring.network.cells_by_place)
        _check(wiring, cells)
        return Weights(cells, None)
    generator = torch.Generator().manual_seed(wiring.seed)
    cells = {
        place: CELLS[wiring.cell](*sizes, generator=generator).requires_grad_(False)
        for place, sizes in _sizes(wiring)
    }
    return Weights(cells, _random_conv(wiring, generator))


def places(wiring: Wiring) -> Iterator[CellPlace]:
    """Yield the place of every cell, in the order in which they run."""
    reading: Part = "encoder" if wiring.has_decoder else ""
    for layer in range(wiring.num_layers):
        for direction in BOTH[: wiring.directions]:
            yield CellPlace(reading, layer, direction)
    if wiring.has_decoder:
        yield from (CellPlace("decoder", layer) for layer in range(wiring.num_layers))


def _sizes(wiring: Wiring) -> Iterator[tuple[CellPlace, tuple[int, int]]]:
    """Yield every cell's place, and its input size and hidden size."""
    first = wiring.conv.filters if wiring.conv else wiring.input_size
    for place in places(wiring):
        if place.part == "decoder":
            yield place, (wiring.width, wiring.width)
        else:
            yield place, (wiring.width if place.layer else first, wiring.hidden_size)


def _random_conv(wiring: Wiring, generator: torch.Generator) -> tuple[Tensor, Tensor] | None:
    if wiring.conv is None:
        return None
    shape = wiring.conv.filters, wiring.input_size, wiring.conv.kernel_size
    bound = 1 / math.sqrt(shape[1] * shape[2])  # as torch.nn.Conv1d
    weight, bias = torch.empty(shape), torch.empty(shape[0])
    for tensor in (weight, bias):
        tensor.uniform_(-bound, bound, generator=generator)
    return weight, bias


def _check(wiring: Wiring, cells: Mapping[CellPlace, RecurrentCell]) -> None:
    for place, (input_size, hidden_size) in _sizes(wiring):
        if place not in cells:
            raise ValueError(f"wire expected a cell at {place}; the network has {[*cells]}.")
        cell = cells[place]
        # What a decoder reads first is its own affair: symbols, or its own output.
        fits = place.part == "decoder" or cell.input_size == input_size
        if not fits or cell.hidden_size != hidden_size:
            raise ValueError(
                f"wire expected a cell of sizes {(input_size, hidden_size)} at {place}, as "
                f"merge={wiring.merge!r} gives them; the network has "
                f"{(cell.input_size, cell.hidden_size)}. Choose the merge that it was trained with."
            )
