"""Parameters over hidden size: a line for each cell, the chosen sizes marked on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import plotly.graph_objects as go

from .labels import escape, quiet_layout
from .palette import colour, network_colour, page

if TYPE_CHECKING:
    from ..parameters.curve import ParameterCurve

BUDGETS_SHOWN = 2
"""How far the axis goes beyond the budget, so that the lines are seen to cross it."""


MARKED = "markers+text"


class Look(NamedTuple):
    """How a cell's line is drawn: its colour, and on which side of it words stand."""

    ink: str
    on_left: bool


def parameter_curves(
    curves: Sequence[ParameterCurve],
    chosen: Mapping[str, int],
    budget: int | None,
    words: Mapping[str, str],
    dark: bool = False,
) -> go.Figure:
    """Return the totals of each cell over the hidden size; the axes are linear.

    A line straight at the left bends upwards where weights from h, units × units, take over.

    Args:
        curves: a line each, up to three.
        chosen: cell -> the hidden size to mark, which its curve has.
        budget: where to draw the horizontal line; ``None`` for none.
        words: what ``hidden size``, ``parameters`` and ``budget`` are called.
        dark: for a dark page.
    """
    highest = max(max(curve.totals) for curve in curves)
    all_begin = max(min(curve.totals) for curve in curves)
    top = highest if budget is None else min(highest, max(BUDGETS_SHOWN * budget, all_begin))
    figure = go.Figure()
    looks = [
        # The steepest line is named on its left: on its right there is the next one.
        Look(network_colour(place, dark), max(curve.totals) == highest)
        for place, curve in enumerate(curves)
    ]
    for curve, look in zip(curves, looks, strict=True):
        _line(figure, curve, top, look)
    for curve, look in zip(curves, looks, strict=True):
        if curve.cell in chosen:
            _mark(figure, curve, chosen[curve.cell], look, budget is not None)
    figure.update_traces(marker_line={"width": 2, "color": page(dark)}, selector={"mode": MARKED})
    ink = colour("hidden_state", dark)
    if budget is not None:
        figure.add_hline(y=budget, line={"color": ink, "dash": "dash", "width": 2})
        text = f"- - - {escape(words['budget'])} {budget:,}"
        place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom"}
        figure.add_annotation(place, text=text, showarrow=False, font={"size": 15, "color": ink})
    figure.update_xaxes(title=escape(words["hidden size"]), rangemode="tozero", zeroline=False)
    figure.update_yaxes(title=escape(words["parameters"]), range=[0, 1.06 * top])
    figure.update_yaxes(exponentformat="B", separatethousands=True)
    quiet_layout(figure, 420)
    return figure.update_layout(margin={"l": 76, "r": 56, "b": 56})


def _line(figure: go.Figure, curve: ParameterCurve, top: int, look: Look) -> None:
    """Draw a curve, and write the cell's name where it leaves the picture."""
    name = escape(curve.cell.upper())
    figure.add_scatter(
        x=curve.hidden_sizes,
        y=curve.totals,
        name=name,
        mode="lines",
        line={"color": look.ink, "width": 3},
        hovertemplate="%{fullData.name} · %{x:,}: %{y:,}<extra></extra>",
    )
    x, y = _end(curve, top)
    figure.add_annotation(
        x=x,
        y=y,
        text=f"<b>{name}</b>",
        showarrow=False,
        xanchor="right" if look.on_left else "left",
        xshift=-6 if look.on_left else 6,
        yshift=9 if look.on_left else 0,  # the line itself comes from the left
        font={"size": 15, "color": look.ink},
    )


def _end(curve: ParameterCurve, top: int) -> tuple[float, float]:
    """Return where a curve leaves the picture: where it ends, or where it goes beyond the top."""
    points = list(zip(curve.hidden_sizes, curve.totals, strict=True))
    above = next((place for place, (_x, y) in enumerate(points) if y > top), None)
    if above is None:
        return points[-1]
    (x0, y0), (x1, y1) = points[above - 1], points[above]
    return x0 + (x1 - x0) * (top - y0) / (y1 - y0), top


def _mark(figure: go.Figure, curve: ParameterCurve, units: int, look: Look, named: bool) -> None:
    """Mark the chosen size on its curve; with a budget its number is what was asked for."""
    figure.add_scatter(
        x=[units],
        y=[curve.totals[curve.hidden_sizes.index(units)]],
        name=escape(curve.cell.upper()),
        mode=MARKED,
        text=[f"<b>{units:,}</b>" if named else ""],
        textposition="top left" if look.on_left else "bottom right",
        textfont={"size": 15, "color": look.ink},
        marker={"color": look.ink, "size": 13},
        hovertemplate="%{fullData.name} · %{x:,}: %{y:,}<extra></extra>",
    )
