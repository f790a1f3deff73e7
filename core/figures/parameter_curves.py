"""Parameters over hidden size: a line for each cell, with the chosen sizes marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .labels import escape, quiet_layout
from .palette import colour, network_colour, page
from .plain import Figure

if TYPE_CHECKING:
    from ..parameters.curve import ParameterCurve

BUDGETS_SHOWN = 2
"""The axis goes up to this many budgets, so that the lines visibly cross the budget."""


MARKED = "markers+text"


class LineStyle(NamedTuple):
    """A cell's line: its colour, and whether its labels are on its left."""

    ink: str
    on_left: bool


def parameter_curves(
    curves: Sequence[ParameterCurve],
    chosen: Mapping[str, int],
    budget: int | None,
    words: Mapping[str, str],
    dark: bool = False,
) -> Figure:
    """Return the totals of each cell over the hidden size, on linear axes.

    A line is nearly straight at the left and bends upwards where weights from h, units × units,
    dominate.

    Args:
        curves: up to three, drawn as a line each.
        chosen: cell -> the hidden size to mark, one of its curve's.
        budget: where to draw the horizontal line; ``None`` for none.
        words: display texts for ``hidden size``, ``parameters`` and ``budget``.
        dark: whether the page is dark.
    """
    highest = max(max(curve.totals) for curve in curves)
    highest_start = max(min(curve.totals) for curve in curves)
    top = highest if budget is None else min(highest, max(BUDGETS_SHOWN * budget, highest_start))
    figure = Figure()
    styles = [
        # The steepest line is labelled on its left, because the next line is on its right.
        LineStyle(network_colour(index, dark), max(curve.totals) == highest)
        for index, curve in enumerate(curves)
    ]
    for curve, style in zip(curves, styles, strict=True):
        _line(figure, curve, top, style)
    for curve, style in zip(curves, styles, strict=True):
        if curve.cell in chosen:
            _mark(figure, curve, chosen[curve.cell], style, budget is not None)
    figure.update_traces({"mode": MARKED}, marker={"line": {"width": 2, "color": page(dark)}})
    ink = colour("hidden_state", dark)
    if budget is not None:
        figure.add_hline(y=budget, line={"color": ink, "dash": "dash", "width": 2})
        text = f"- - - {escape(words['budget'])} {budget:,}"
        corner = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom"}
        figure.add_annotation(corner, text=text, showarrow=False, font={"size": 15, "color": ink})
    figure.update_xaxes(title=escape(words["hidden size"]), rangemode="tozero", zeroline=False)
    figure.update_yaxes(title=escape(words["parameters"]), range=[0, 1.06 * top])
    figure.update_yaxes(exponentformat="B", separatethousands=True)
    quiet_layout(figure, 420)
    return figure.update_layout(margin={"l": 76, "r": 56, "b": 56})


def _line(figure: Figure, curve: ParameterCurve, top: int, style: LineStyle) -> None:
    """Draw a curve, with the cell's name where it leaves the figure."""
    name = escape(curve.cell.upper())
    figure.add_scatter(
        x=curve.hidden_sizes,
        y=curve.totals,
        name=name,
        mode="lines",
        line={"color": style.ink, "width": 3},
        hovertemplate="%{fullData.name} · %{x:,}: %{y:,}<extra></extra>",
    )
    x, y = _end(curve, top)
    figure.add_annotation(
        x=x,
        y=y,
        text=f"<b>{name}</b>",
        showarrow=False,
        xanchor="right" if style.on_left else "left",
        xshift=-6 if style.on_left else 6,
        yshift=9 if style.on_left else 0,  # the line itself comes from the left
        font={"size": 15, "color": style.ink},
    )


def _end(curve: ParameterCurve, top: int) -> tuple[float, float]:
    """Return where a curve leaves the figure: at its end, or where it crosses the top."""
    points = list(zip(curve.hidden_sizes, curve.totals, strict=True))
    above = next((place for place, (_x, y) in enumerate(points) if y > top), None)
    if above is None:
        return points[-1]
    (x0, y0), (x1, y1) = points[above - 1], points[above]
    return x0 + (x1 - x0) * (top - y0) / (y1 - y0), top


def _mark(figure: Figure, curve: ParameterCurve, units: int, style: LineStyle, named: bool) -> None:
    """Mark the chosen size on its curve, with its number if ``named``."""
    figure.add_scatter(
        x=[units],
        y=[curve.totals[curve.hidden_sizes.index(units)]],
        name=escape(curve.cell.upper()),
        mode=MARKED,
        text=[f"<b>{units:,}</b>" if named else ""],
        textposition="top left" if style.on_left else "bottom right",
        textfont={"size": 15, "color": style.ink},
        marker={"color": style.ink, "size": 13},
        hovertemplate="%{fullData.name} · %{x:,}: %{y:,}<extra></extra>",
    )
