"""The difference between two conventions' counts of one network, and the reasons for it."""

from dataclasses import dataclass

from ..notation import N_, Message
from .conventions import BIAS, FROM_H, FROM_X, biases_per_block, second_biases
from .table import ParameterTable

FACTORS = N_("(how many biases more) × blocks × hidden size × layers × directions")
"""The meaning of the numbers in the formula of a ``Difference``, in order."""

_ONE_BIAS = N_("One bias in each block: with two, only their sum would matter.")
_TWO_BIASES = N_(
    "Two biases in each block, one for x and one for h, as NVIDIA's cuDNN expects; only their "
    "sum matters."
)
_TWO_BIASES_IN_GRU = N_(
    "Two biases in each block, one for x and one for h, as NVIDIA's cuDNN expects. In the "
    "candidate they differ: the reset gate acts on the one for h only."
)
_RESET_AFTER = N_(
    "Two biases in each block, one for x and one for h: the reset gate acts after the product "
    "with h (reset_after=True), and on the bias for h with it."
)
_RESET_BEFORE = N_(
    "One bias in each block: the reset gate acts on h before the product with it, so with two "
    "biases only their sum would matter. Keras calls this reset_after=False."
)
_SECOND_IN_CANDIDATE = N_(
    "One bias in each block, and a second one in the candidate: the reset gate acts on the one for "
    "h only, so there the two are not the same as their sum."
)
_GRU_REASONS = {
    "textbook": _RESET_BEFORE,
    "pytorch": _TWO_BIASES_IN_GRU,
    "keras": _RESET_AFTER,
    "keras-reset-before": _RESET_BEFORE,
    "equinox": _SECOND_IN_CANDIDATE,
}


def bias_reason(cell: str, convention: str) -> Message:
    """Return the reason for a convention's number of biases, as a message that pages translate."""
    if cell == "gru":
        return _GRU_REASONS[convention]
    return _ONE_BIAS if biases_per_block(cell, convention) == 1 else _TWO_BIASES


@dataclass(frozen=True)
class Difference:
    """The contribution of one kind of parameter to the difference of two totals.

    Attributes:
        kind: ``from x``, ``from h`` or ``bias``.
        count: how many more of them the first convention counts; negative if it counts fewer.
        formula: the product that gives the count, such as ``(2 − 1) × 4 × 16 × 1 × 2``, its
            numbers in the order of ``FACTORS``; ``0`` for weights, on which all conventions agree.
            If only one block has a second bias, its bracket counts those of all blocks.
    """

    kind: str
    count: int
    formula: str


def explain_difference(first: ParameterTable, second: ParameterTable) -> tuple[Difference, ...]:
    """Split the difference of two conventions' totals by kind of parameter.

    >>> from core.parameters.count import count_parameters
    >>> tables = [count_parameters("lstm", 8, 16, convention=c) for c in ("pytorch", "keras")]
    >>> [(row.kind, row.count, row.formula) for row in explain_difference(*tables)]
    [('from x', 0, '0'), ('from h', 0, '0'), ('bias', 64, '(2 − 1) × 4 × 16 × 1 × 1')]

    Args:
        first: the count under one convention.
        second: the count of the same network under another.

    Returns:
        A row for each kind; their counts add up to ``first.total - second.total``.

    Raises:
        ValueError: if the tables are of different networks.
    """
    if _weights(first) != _weights(second):
        raise ValueError(
            f"explain_difference expected two counts of one network; got {_name(first)} and "
            f"{_name(second)}. Count the same cell with the same sizes under both conventions."
        )
    count = _biases(first) - _biases(second)
    weights = (Difference(kind, 0, "0") for kind in (FROM_X, FROM_H))
    return (*weights, Difference(BIAS, count, _formula(first, second)))


def _formula(first: ParameterTable, second: ParameterTable) -> str:
    blocks, layers, directions = (
        len({getattr(row, field) for row in first.rows})
        for field in ("block", "layer", "direction")
    )
    size = next(row.shape[0] for row in first.rows if row.kind == FROM_H)
    names = [(table.cell, table.convention) for table in (first, second)]
    each, more = ([count(*name) for name in names] for count in (biases_per_block, second_biases))
    if more[0] == more[1]:
        return _product(f"({each[0]} − {each[1]})", blocks, size, layers, directions)
    of_all = [blocks * biases + extra for biases, extra in zip(each, more, strict=True)]
    return _product(f"({of_all[0]} − {of_all[1]})", size, layers, directions)


def _product(*factors: object) -> str:
    return " × ".join(map(str, factors))


def _weights(table: ParameterTable) -> tuple[object, ...]:
    """Return the cell and the sizes of its weights, which are the same under every convention."""
    rows = (row for row in table.rows if row.kind != BIAS)
    sizes = ((row.layer, row.direction, row.kind, row.block, row.count) for row in rows)
    return (table.cell, *sorted(sizes))


def _biases(table: ParameterTable) -> int:
    return sum(row.count for row in table.rows if row.kind == BIAS)


def _name(table: ParameterTable) -> str:
    return f"{table.cell} of {table.formula}"
