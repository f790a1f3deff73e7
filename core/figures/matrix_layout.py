"""The layout of weight matrices drawn to scale, with one unit square per parameter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..parameters.conventions import BIAS, CONVENTIONS
from ..parameters.table import FORWARD

if TYPE_CHECKING:
    from ..parameters.table import ParameterRow, ParameterTable

GAP, NARROW_GAP = 0.1, 0.03
"""Gaps between tensors, and between two biases, as shares of the longest side that is drawn."""
FLAT = 2.2
"""A cell that is wider than this many times its height gets a line of its own."""


class Rectangle(NamedTuple):
    """One block of one tensor, as wide as it has columns and as high as it has rows."""

    row: ParameterRow
    left: float
    top: float
    width: int
    height: int


class Layout(NamedTuple):
    """One layer of every cell, forward direction, and the space that the largest layer needs.

    Attributes:
        tables: the tables that are drawn.
        cells: the rectangles of each table; their tops are measured downwards.
        width: width of the widest cell and layer, gaps included.
        height: height of the highest.
    """

    tables: tuple[ParameterTable, ...]
    cells: tuple[tuple[Rectangle, ...], ...]
    width: float
    height: float

    @property
    def is_flat(self) -> bool:
        """Whether the cells are so wide that they are better placed below each other."""
        return self.width > FLAT * self.height


def layers_to_draw(tables: Sequence[ParameterTable]) -> tuple[range, ...]:
    """Return the layers, 0-based, in groups within which each cell's matrices have equal shapes.

    Layers above the first read the output of the one below, so only the first can differ.
    """
    layers = 1 + max(row.layer for row in tables[0].rows)
    if layers > 1 and any(_shapes(table, 0) != _shapes(table, 1) for table in tables):
        return range(1), range(1, layers)
    return (range(layers),)


def layout(tables: Sequence[ParameterTable], layer: int) -> Layout:
    """Place the blocks of one layer; the scale is the same whichever layer is drawn.

    Args:
        tables: the tables to draw side by side.
        layer: 0-based.
    """
    drawn = [group[0] for group in layers_to_draw(tables)]
    bare = [_placed(table, index, 0) for table in tables for index in drawn]
    longest = max(max(_right(cell), _bottom(cell)) for cell in bare)
    full = [_placed(table, index, longest) for table in tables for index in drawn]
    cells = tuple(tuple(_placed(table, layer, longest)) for table in tables)
    return Layout(tuple(tables), cells, max(map(_right, full)), max(map(_bottom, full)))


def _placed(table: ParameterTable, layer: int, longest: float) -> list[Rectangle]:
    """Place tensors side by side and their blocks below each other; the reverse if transposed."""
    transposed = CONVENTIONS[table.convention].transposed
    rows = [row for row in table.rows if row.layer == layer and row.direction == FORWARD]
    placed: list[Rectangle] = []
    across, place_of = 0.0, dict[str, int]()
    for _tensor, blocks in groupby(rows, lambda row: row.tensor):
        along = breadth = 0
        for number, row in enumerate(blocks):
            if placed and not number:
                both = placed[-1].row.kind == row.kind == BIAS
                across += longest * (NARROW_GAP if both else GAP)
            along = place_of.setdefault(row.block, along)  # a tensor may have a single block
            length, breadth = _sides(row.shape, transposed)
            corner_and_size = (along, across, length, breadth)
            if not transposed:
                corner_and_size = _mirrored(*corner_and_size)
            placed.append(Rectangle(row, *corner_and_size))
            along += length
        across += breadth
    return placed


def _sides(shape: tuple[int, ...], transposed: bool) -> tuple[int, int]:
    """Return a block's length in the direction of its tensor's blocks, and its breadth."""
    rows, columns = (*shape, 1) if len(shape) == 1 else shape
    return (columns, rows) if transposed and len(shape) > 1 else (rows, columns)


def _mirrored(
    along: float, across: float, length: int, breadth: int
) -> tuple[float, float, int, int]:
    return across, along, breadth, length


def _shapes(table: ParameterTable, layer: int) -> list[tuple[int, ...]]:
    return [row.shape for row in table.rows if row.layer == layer]


def _right(placed: Sequence[Rectangle]) -> float:
    return max(rectangle.left + rectangle.width for rectangle in placed)


def _bottom(placed: Sequence[Rectangle]) -> float:
    return max(rectangle.top + rectangle.height for rectangle in placed)
