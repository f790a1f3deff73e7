"""The measured gradient of constructed cells beside its closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..notation import N_
from .labels import MOST_LABELS, escape, quiet_layout
from .log_axis import ends, format_power, power_axis, powers_of_ten
from .palette import NETWORK_SYMBOLS, colour, network_colour, page
from .plain import Figure, Scatter

HEIGHT = 440
GROWTH = 3
"""Each cell's dots are this many pixels larger than the next cell's, so that none are hidden."""
STEPS_BACK = N_("steps back")
"""Title of the axis."""


@dataclass(frozen=True, eq=False)
class ConstructedGradient:
    """The gradient of one constructed cell, as measured and as its closed form gives it.

    Attributes:
        name: name of its line, such as ``RNN: ρ^k``.
        network: index of its colour among the networks' colours, from 0.
        measured: base-2 logarithms of the norm after 0, 1, … steps back, ``(K,)``.
        closed: the same by the closed form, ``(K,)``.
    """

    name: str
    network: int
    measured: np.ndarray
    closed: np.ndarray


def constructed_cells(
    cells: Sequence[ConstructedGradient], names: tuple[str, str], axis: str, dark: bool = False
) -> Figure:
    """Return closed forms as lines and measured norms as dots on them; the past is on the left.

    Norms that are 0 or less than 1e-40 are not drawn.

    Args:
        cells: the cells.
        names: display names of "measured" and "closed form".
        axis: title of the axis of steps.
        dark: whether the page is dark.
    """
    powers = [powers_of_ten(line) for cell in cells for line in (cell.measured, cell.closed)]
    low, high = ends(powers)
    figure = Figure()
    for index, cell in enumerate(cells):
        extra = GROWTH * (len(cells) - 1 - index)
        figure.add_trace(_line(cell, names[1], low, dark))
        figure.add_trace(
            _dots(cell, names[0], low, dark).update(marker={"size": _size(cell) + extra})
        )
    figure.add_trace(_legend_entry(names[1], dark))
    figure.update_xaxes(title=escape(axis), autorange="reversed", showgrid=False, zeroline=False)
    figure.update_yaxes(**power_axis(low, high))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 48, "b": 52, "l": 60})


def _line(cell: ConstructedGradient, name: str, low: float, dark: bool) -> Scatter:
    closed = powers_of_ten(cell.closed)
    return Scatter(
        x=np.arange(len(closed)),
        y=np.where(closed < low, np.nan, closed),
        mode="lines",
        showlegend=False,
        line={"color": network_colour(cell.network, dark), "width": 2, "dash": "dot"},
        hovertext=_hover_texts(f"{cell.name}, {name}", closed),
        hoverinfo="text",
    )


def _dots(cell: ConstructedGradient, name: str, low: float, dark: bool) -> Scatter:
    measured = powers_of_ten(cell.measured)
    return Scatter(
        x=np.arange(len(measured)),
        y=np.where(measured < low, np.nan, measured),
        name=escape(f"{cell.name}, {name}"),
        mode="markers",
        marker={
            "color": network_colour(cell.network, dark),
            "symbol": NETWORK_SYMBOLS[cell.network],
            "line": {"color": page(dark), "width": 1},
        },
        hovertext=_hover_texts(f"{cell.name}, {name}", measured),
        hoverinfo="text",
    )


def _size(cell: ConstructedGradient) -> int:
    return 7 if len(cell.measured) <= MOST_LABELS else 4


def _legend_entry(name: str, dark: bool) -> Scatter:
    """Return a line without points that gives the legend one entry for all closed forms."""
    line = {"color": colour("hidden_state", dark), "width": 2, "dash": "dot"}
    return Scatter(x=[None], y=[None], name=escape(name), mode="lines", line=line)


def _hover_texts(name: str, powers: np.ndarray) -> list[str]:
    return [
        f"{escape(name)}<br>k = {back}: {format_power(power)}" for back, power in enumerate(powers)
    ]
