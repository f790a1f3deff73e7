"""A series, the value from which it is predicted, and the forecasts beside what really came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from .forecast_lines import DASHES, LEGEND, ink_of, line_of, truth_line
from .labels import escape, quiet_layout
from .palette import colour
from .plain import Figure, Scatter

HEIGHT, TOP = 380, 64


class DrawnForecast(NamedTuple):
    """A forecast as it is drawn.

    Attributes:
        name: what it is called on screen.
        start: the value that its first prediction is of, from 0.
        predicted: the predictions, one a step.
    """

    name: str
    start: int
    predicted: np.ndarray


def series_forecast(
    values: np.ndarray,
    prime: int,
    forecasts: Mapping[str, DrawnForecast],
    names: tuple[str, str],
    dark: bool = False,
) -> Figure:
    """Return a series with its forecasts, each prediction at the value that it is of.

    The values that were read stand on a shaded ground. What comes last lies on top, and stands
    first in the legend, after the series.

    Args:
        values: the K known values, ``(K,)``.
        prime: how many of them were read before the forecasts.
        forecasts: ``free``, ``one-step`` and the baselines, as many of them as there are.
        names: what the values are called, and the axis that counts them.
        dark: whether the page is dark.
    """
    figure = Figure(
        Scatter(
            x=np.arange(1, len(values) + 1),
            y=values,
            name=escape(names[0]),
            legendrank=1,
            mode="lines+markers",
            line=truth_line(dark),
            marker={"size": 5},
            hovertemplate="%{fullData.name} %{x}: %{y:.2f}<extra></extra>",
        )
    )
    for place, (forecast, drawn) in enumerate(forecasts.items()):
        figure.add_scatter(
            x=np.arange(1, len(drawn.predicted) + 1) + drawn.start,
            y=drawn.predicted,
            name=escape(drawn.name),
            legendrank=1 + len(forecasts) - place,
            mode="lines" if forecast in DASHES else "lines+markers",
            line=line_of(forecast, dark),
            marker={
                "size": 6 if forecast == "free" else 7,
                "symbol": "circle" if forecast == "free" else "circle-open",
                "color": ink_of(forecast, dark),
            },
            hovertemplate="%{fullData.name} %{x}: %{y:.2f}<extra></extra>",
        )
    ink = colour("hidden_state", dark)
    figure.add_vrect(0.5, prime + 0.5, line={"width": 0}, opacity=0.08, fillcolor=ink)
    figure.add_vline(prime + 0.5, line={"color": ink, "dash": "dot", "width": 1})
    last = max(len(values), *(each.start + len(each.predicted) for each in forecasts.values()), 1)
    figure.update_xaxes(title=escape(names[1]), range=[0.5, last + 0.5], zeroline=False)
    figure.update_yaxes(zeroline=False)
    quiet_layout(figure, HEIGHT)
    return figure.update_layout(showlegend=True, legend=LEGEND, margin={"t": TOP, "b": 48})
