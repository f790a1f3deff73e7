"""Curves of the number of parameters over the hidden size."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..spreadsheet import as_csv
from .count import coefficients


@dataclass(frozen=True)
class ParameterCurve:
    """The totals of one cell over hidden sizes, with everything else equal.

    Attributes:
        cell: ``rnn``, ``lstm`` or ``gru``.
        convention: how the parameters are counted.
        input_size: length of the token's vector.
        num_layers: number of stacked layers.
        bidirectional: whether each layer also reads the text backwards.
        hidden_sizes: numbers of units.
        totals: number of parameters at each hidden size.
    """

    cell: str
    convention: str
    input_size: int
    num_layers: int
    bidirectional: bool
    hidden_sizes: tuple[int, ...]
    totals: tuple[int, ...]


def parameter_curve(
    cell: str,
    hidden_sizes: Sequence[int],
    input_size: int,
    num_layers: int = 1,
    bidirectional: bool = False,
    convention: str = "pytorch",
) -> ParameterCurve:
    """Count the parameters of a cell at many hidden sizes; see ``count.coefficients``.

    >>> parameter_curve("lstm", (1, 16, 32), 8).totals
    (44, 1664, 5376)

    Raises:
        ValueError: as ``count_parameters``, which takes the other arguments too.
    """
    a, b = coefficients(cell, input_size, num_layers, bidirectional, convention)
    totals = tuple(a * units * units + b * units for units in hidden_sizes)
    sizes = (input_size, num_layers, bidirectional, tuple(hidden_sizes))
    return ParameterCurve(cell, convention, *sizes, totals)


def to_csv(curves: Sequence[ParameterCurve]) -> bytes:
    """Return every value of the curves as CSV, one line per hidden size, each field quoted."""
    names = ("cell", "convention", "input_size", "num_layers", "directions")
    rows = []
    for curve in curves:
        settings = (curve.cell, curve.convention, curve.input_size, curve.num_layers)
        for units, total in zip(curve.hidden_sizes, curve.totals, strict=True):
            rows.append((*settings, 1 + curve.bidirectional, units, total))
    return as_csv((*names, "hidden_size", "parameters"), rows)
