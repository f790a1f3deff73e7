"""The parameters of the counted cells over the hidden size."""

from collections.abc import Mapping, Sequence
from functools import partial

from core.figures.parameter_curves import parameter_curves
from core.parameters.curve import ParameterCurve, parameter_curve
from pages.language import _
from pages.shared.count_chart import count_chart
from pages.shared.frame import dark
from pages.shared.selection import CELLS, Selection

BEYOND = 1.5
"""How far the curves go beyond the largest size that is chosen."""
FEWEST, MOST = 8, 200
"""Hidden sizes that a curve has: enough to be smooth, few enough to be sent."""


def values(units: Mapping[str, int], selection: Selection) -> list[ParameterCurve]:
    """Return the curve of every cell around the chosen sizes, which are among its points."""
    last = max(round(BEYOND * max(units.values(), default=1)), FEWEST)
    points = {*range(1, last + 1, -(-last // MOST)), last, *units.values()}
    stacked = (selection.num_layers, selection.bidirectional, selection.convention)
    return [parameter_curve(cell, sorted(points), selection.input_size, *stacked) for cell in CELLS]


def show(curves: Sequence[ParameterCurve], units: Mapping[str, int], selection: Selection) -> None:
    """Show the curves with the chosen sizes, and the budget if there is one."""
    words = {
        "hidden size": _("hidden size"),
        "parameters": _("parameters"),
        "budget": _("budget"),
    }
    draw = partial(parameter_curves, curves, units, selection.budget, words, dark())
    alt = _("Parameters over units: each cell's line bends upwards, the LSTM's is the steepest.")
    count_chart("parameter-curves", draw, alt, selection)
