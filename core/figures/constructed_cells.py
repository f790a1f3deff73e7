"""A constructed cell's gradient, measured, beside what theory says it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from ..notation import N_
from .labels import MOST_LABELS, escape, quiet_layout
from .log_axis import ends, power_axis, powers_of_ten, written
from .palette import NETWORK_SYMBOLS, colour, network_colour, page

HEIGHT = 440
GROWTH = 3
"""Pixels by which each cell's dots are larger than the next one's, so that none hides another."""
STEPS_BACK = N_("steps back")
"""What the axis is called."""


@dataclass(frozen=True, eq=False)
class BesideTheory:
    """One constructed cell.

    Attributes:
        name: what its line is called, such as ``RNN: ρ^k``.
        look: which of the networks' colours it has, from 0.
        measured: base-2 logarithms of the norm after 0, 1, … steps back, ``(K,)``.
        closed: what the closed form says, likewise.
    """

    name: str
    look: int
    measured: np.ndarray
    closed: np.ndarray


def closed_forms(
    cells: Sequence[BesideTheory], names: tuple[str, str], axis: str, dark: bool = False
) -> go.Figure:
    """Return closed forms as lines and what was measured as dots on them; the past is on the left.

    What is 0 or less than 1e-40 is not drawn.

    Args:
        cells: the cells.
        names: what "measured" and "closed form" are called.
        axis: what the axis of steps is called.
        dark: for a dark page.
    """
    powers = [powers_of_ten(line) for each in cells for line in (each.measured, each.closed)]
    low, high = ends(powers)
    figure = go.Figure()
    for place, each in enumerate(cells):
        larger = GROWTH * (len(cells) - 1 - place)
        figure.add_trace(_line(each, names[1], low, dark))
        figure.add_trace(_dots(each, names[0], low, dark).update(marker_size=_size(each) + larger))
    figure.add_trace(_in_the_legend(names[1], dark))
    figure.update_xaxes(title=escape(axis), autorange="reversed", showgrid=False, zeroline=False)
    figure.update_yaxes(**power_axis(low, high))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 48, "b": 52, "l": 60})


def _line(each: BesideTheory, name: str, low: float, dark: bool) -> go.Scatter:
    closed = powers_of_ten(each.closed)
    return go.Scatter(
        x=np.arange(len(closed)),
        y=np.where(closed < low, np.nan, closed),
        mode="lines",
        showlegend=False,
        line={"color": network_colour(each.look, dark), "width": 2, "dash": "dot"},
        hovertext=_said(f"{each.name}, {name}", closed),
        hoverinfo="text",
    )


def _dots(each: BesideTheory, name: str, low: float, dark: bool) -> go.Scatter:
    measured = powers_of_ten(each.measured)
    return go.Scatter(
        x=np.arange(len(measured)),
        y=np.where(measured < low, np.nan, measured),
        name=escape(f"{each.name}, {name}"),
        mode="markers",
        marker={
            "color": network_colour(each.look, dark),
            "symbol": NETWORK_SYMBOLS[each.look],
            "line": {"color": page(dark), "width": 1},
        },
        hovertext=_said(f"{each.name}, {name}", measured),
        hoverinfo="text",
    )


def _size(each: BesideTheory) -> int:
    return 7 if len(each.measured) <= MOST_LABELS else 4


def _in_the_legend(name: str, dark: bool) -> go.Scatter:
    """Return a line without points, so that the legend has one for all closed forms."""
    line = {"color": colour("hidden_state", dark), "width": 2, "dash": "dot"}
    return go.Scatter(x=[None], y=[None], name=escape(name), mode="lines", line=line)


def _said(name: str, powers: np.ndarray) -> list[str]:
    return [f"{escape(name)}<br>k = {back}: {written(power)}" for back, power in enumerate(powers)]
