"""Where each block of each weight matrix stands when one parameter is one unit square."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..parameters.conventions import BIAS, CONVENTIONS
from ..parameters.table import FORWARD

if TYPE_CHECKING:
    from ..parameters.table import ParameterRow, ParameterTable

GAP, NARROW_GAP = 0.1, 0.03
"""Between tensors, and between two biases, as shares of the longest side that is drawn."""
FLAT = 2.2
"""Wider than this many times its height, a cell needs a line of its own."""


class Rectangle(NamedTuple):
    """One block of one tensor: as many columns wide and rows high as the block has."""

    row: ParameterRow
    left: float
    top: float
    width: int
    height: int


class Layout(NamedTuple):
    """One layer of every cell, forward direction, and the room that any layer of them needs.

    Attributes:
        tables: what is drawn.
        cells: the rectangles of each table; rows are counted from the top.
        width: of the widest cell and layer, gaps included.
        height: of the highest.
    """

    tables: tuple[ParameterTable, ...]
    cells: tuple[tuple[Rectangle, ...], ...]
    width: float
    height: float

    @property
    def is_flat(self) -> bool:
        """Whether the cells are so wide that they stand better one under the other."""
        return self.width > FLAT * self.height


def layers_to_draw(tables: Sequence[ParameterTable]) -> tuple[range, ...]:
    """Return the layers, 0-based, in groups within which each cell's matrices are alike.

    Layers above the first read what the one below gives, so only the first can differ.
    """
    layers = 1 + max(row.layer for row in tables[0].rows)
    if layers > 1 and any(_shapes(table, 0) != _shapes(table, 1) for table in tables):
        return range(1), range(1, layers)
    return (range(layers),)


def layout(tables: Sequence[ParameterTable], layer: int) -> Layout:
    """Place the blocks of one layer; the scale's room is the same whichever layer is drawn.

    Args:
        tables: what stands side by side.
        layer: 0-based.
    """
    drawn = [group[0] for group in layers_to_draw(tables)]
    bare = [_placed(table, index, 0) for table in tables for index in drawn]
    longest = max(max(_right(cell), _bottom(cell)) for cell in bare)
    full = [_placed(table, index, longest) for table in tables for index in drawn]
    cells = tuple(tuple(_placed(table, layer, longest)) for table in tables)
    return Layout(tuple(tables), cells, max(map(_right, full)), max(map(_bottom, full)))


def _placed(table: ParameterTable, layer: int, longest: float) -> list[Rectangle]:
    """Place tensors side by side, their blocks under each other; transposed, the other way."""
    transposed = CONVENTIONS[table.convention].transposed
    rows = [row for row in table.rows if row.layer == layer and row.direction == FORWARD]
    placed: list[Rectangle] = []
    across = 0.0
    for _tensor, blocks in groupby(rows, lambda row: row.tensor):
        along = breadth = 0
        for row in blocks:
            if placed and not along:
                both = placed[-1].row.kind == row.kind == BIAS
                across += longest * (NARROW_GAP if both else GAP)
            length, breadth = _sides(row.shape, transposed)
            place = (along, across, length, breadth)
            placed.append(Rectangle(row, *(place if transposed else _mirrored(*place))))
            along += length
        across += breadth
    return placed


def _sides(shape: tuple[int, ...], transposed: bool) -> tuple[int, int]:
    """Return how long a block is along its tensor's blocks, and how broad."""
    rows, columns = (*shape, 1) if len(shape) == 1 else shape
    return (columns, rows) if transposed and len(shape) > 1 else (rows, columns)


def _mirrored(
    along: float, across: float, length: int, breadth: int
) -> tuple[float, float, int, int]:
    return across, along, breadth, length


def _shapes(table: ParameterTable, layer: int) -> list[tuple[int, ...]]:
    return [row.shape for row in table.rows if row.layer == layer]


def _right(placed: Sequence[Rectangle]) -> float:
    return max(one.left + one.width for one in placed)


def _bottom(placed: Sequence[Rectangle]) -> float:
    return max(one.top + one.height for one in placed)
