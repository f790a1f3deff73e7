"""A constructed cell's gradient, measured, beside what theory says it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.figures.labels import MOST_LABELS, escape, quiet_layout
from core.figures.palette import network_colour, page
from core.figures.powers import ends, power_axis, powers_of_ten, written
from core.notation import N_

HEIGHT = 440
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
    for each in cells:
        figure.add_traces(_pair(each, names, low, dark))
    figure.update_xaxes(title=escape(axis), autorange="reversed", showgrid=False, zeroline=False)
    figure.update_yaxes(**power_axis(low, high))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 48, "b": 52, "l": 60})


def _pair(
    each: BesideTheory, names: tuple[str, str], low: float, dark: bool
) -> tuple[go.Scatter, go.Scatter]:
    ink = network_colour(each.look, dark)
    measured, closed = powers_of_ten(each.measured), powers_of_ten(each.closed)
    line = go.Scatter(
        x=np.arange(len(closed)),
        y=np.where(closed < low, np.nan, closed),
        name=escape(f"{each.name}, {names[1]}"),
        mode="lines",
        line={"color": ink, "width": 2, "dash": "dot"},
        hovertext=_said(f"{each.name}, {names[1]}", closed),
        hoverinfo="text",
    )
    dots = go.Scatter(
        x=np.arange(len(measured)),
        y=np.where(measured < low, np.nan, measured),
        name=escape(f"{each.name}, {names[0]}"),
        mode="markers",
        marker={
            "color": ink,
            "size": 8 if len(measured) <= MOST_LABELS else 4,
            "line": {"color": page(dark), "width": 1},
        },
        hovertext=_said(f"{each.name}, {names[0]}", measured),
        hoverinfo="text",
    )
    return line, dots


def _said(name: str, powers: np.ndarray) -> list[str]:
    return [f"{escape(name)}<br>k = {back}: {written(power)}" for back, power in enumerate(powers)]
