"""The table of a network's parameters, filled by ``count``, with its totals and its CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import groupby

from ..notation import N_, Message
from ..spreadsheet import as_csv
from .conventions import CONVENTIONS

FORWARD, BACKWARD = N_("forward"), N_("backward")


@dataclass(frozen=True)
class ParameterRow:
    """One block of one tensor, such as one gate's weights; from ``by_tensor``, a whole tensor.

    Attributes:
        tensor: the tensor's name in the convention.
        block: the quantity computed from it, such as ``forget_gate``; empty for a whole tensor.
        kind: ``from x`` or ``from h``, by what it is multiplied with; or ``bias``.
        layer: 0-based.
        direction: ``forward`` or ``backward``.
        shape: the shape of this part, such as ``(16, 8)``.
        formula: the product of sizes that gives the count, such as ``16 × 8``.
        count: the number of parameters.
    """

    tensor: str
    block: str
    kind: Message
    layer: int
    direction: Message
    shape: tuple[int, ...]
    formula: str
    count: int


@dataclass(frozen=True)
class ParameterTable:
    """Every parameter of one network, layer by layer, tensor by tensor, block by block.

    ``formula`` is the closed form with its sizes, such as ``3 × (16 × 8 + 16 × 16 + 16)``.
    """

    cell: str
    convention: str
    formula: str
    rows: tuple[ParameterRow, ...]

    @property
    def total(self) -> int:
        """The number of parameters."""
        return sum(row.count for row in self.rows)


def by_tensor(table: ParameterTable) -> tuple[ParameterRow, ...]:
    """Return one row for each whole tensor, with its blocks added up.

    >>> from core.parameters.count import count_parameters
    >>> [row.formula for row in by_tensor(count_parameters("lstm", 8, 16))]
    ['4 × 16 × 8', '4 × 16 × 16', '4 × 16', '4 × 16']
    """
    axis = -1 if CONVENTIONS[table.convention].transposed else 0
    by_place = groupby(table.rows, lambda row: (row.tensor, row.layer, row.direction))
    return tuple(_whole(tuple(rows), axis) for _, rows in by_place)


def ratio(tables: Sequence[ParameterTable]) -> tuple[Fraction, ...]:
    """Return each total as an exact multiple of the first: 1, 4 and 3 for RNN, LSTM and GRU."""
    return tuple(Fraction(table.total, tables[0].total) for table in tables)


def to_csv(tables: Sequence[ParameterTable]) -> bytes:
    """Return every row of the tables as CSV, each field quoted; shapes look like ``16 × 8``."""
    names = [field.name for field in fields(ParameterRow)]
    rows = []
    for table in tables:
        for row in table.rows:
            shown = vars(row) | {"shape": " × ".join(map(str, row.shape))}
            rows.append([table.cell, table.convention, *(shown[name] for name in names)])
    return as_csv(["cell", "convention", *names], rows)


def _whole(blocks: Sequence[ParameterRow], axis: int) -> ParameterRow:
    """Return the row of the tensor that consists of these blocks, which have equal shapes."""
    shape = list(blocks[0].shape)
    shape[axis] *= len(blocks)
    formula = f"{len(blocks)} × {blocks[0].formula}"
    count = sum(row.count for row in blocks)
    return replace(blocks[0], block="", shape=tuple(shape), formula=formula, count=count)
