"""The held-out end of a series, what was predicted of it, and by how much that was off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .forecast_lines import DASHES, LEGEND, line_of, truth_line
from .labels import escape, quiet_layout
from .palette import network_colour
from .plain import Figure, Scatter

if TYPE_CHECKING:
    from ..series.held_out import HeldOutForecast

HEIGHT, TOP = 460, 64
HOVER = "%{fullData.name} %{x}: %{y:.4g}<extra></extra>"


def held_out(
    forecast: HeldOutForecast,
    names: Mapping[str, str],
    titles: tuple[str, str, str],
    axis: str,
    dark: bool = False,
) -> Figure:
    """Return two panels: the series with its forecasts, and how far each of them is off.

    Args:
        forecast: of the held-out end.
        names: what the forecasts that are drawn are called; up to three networks first.
        titles: what the series is called, and each panel.
        axis: title of the axis that counts the rows of the series, from 1.
        dark: whether the page is dark.
    """
    figure = Figure.of_panels(
        2,
        shared_xaxes=True,
        vertical_spacing=0.12,
        row_heights=(0.65, 0.35),
        subplot_titles=tuple(map(escape, titles[1:])),
    )
    rows = forecast.rows + 1
    look = {"line": truth_line(dark), "legendrank": 1}
    figure.add_trace(_line(rows, forecast.truth, titles[0], look), row=1, col=1)
    for place, (name, called) in enumerate(names.items()):
        look = {"line": _look(name, place, dark), "legendrank": 2 + place, "legendgroup": name}
        predicted = forecast.predicted[name]
        figure.add_trace(_line(rows, predicted, called, look), row=1, col=1)
        off = _line(rows, predicted - forecast.truth, called, {**look, "showlegend": False})
        figure.add_trace(off, row=2, col=1)
    for title in figure.select_annotations():
        title.update(x=0, xanchor="left", font={"size": 14})
    figure.update_xaxes(range=[rows[0] - 0.5, rows[-1] + 0.5], zeroline=False)
    figure.update_xaxes(row=2, col=1, title=escape(axis))
    figure.update_yaxes(row=1, col=1, zeroline=False)
    quiet_layout(figure, HEIGHT)
    return figure.update_layout(
        showlegend=True, legend={**LEGEND, "y": 1.08}, margin={"t": TOP, "b": 48}
    )


def _line(x: np.ndarray, y: np.ndarray, name: str, look: Mapping[str, object]) -> Scatter:
    return Scatter(x=x, y=y, name=escape(name), mode="lines", hovertemplate=HOVER, **look)


def _look(name: str, place: int, dark: bool) -> Mapping[str, object]:
    if name in DASHES:
        return line_of(name, dark)
    return {"color": network_colour(place, dark), "width": 2.5, "dash": "solid"}
