"""A series and the network's predictions of it, each value beside the predicted one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import quiet_layout, token_axis
from .palette import colour, signed
from .plain import Figure, Scatter


def forecast(
    predicted: np.ndarray,
    values: np.ndarray,
    names: tuple[str, str],
    labels: Sequence[str],
    dark: bool = False,
) -> Figure:
    """Return the series with its predictions, each drawn at the step it predicts.

    Args:
        predicted: the next value, as predicted after each of the T tokens, ``(T,)``.
        values: the T values themselves, ``(T,)``.
        names: display names of the values and the predictions.
        labels: display text of the T tokens.
        dark: whether the page is dark.
    """
    steps = np.arange(1, len(values) + 1)
    series = Scatter(
        x=steps,
        y=values,
        name=names[0],
        mode="lines+markers",
        line={"color": colour("hidden_state", dark), "width": 1},
        marker={"size": 6},
        hovertemplate="%{fullData.name}: %{y:.2f}",
    )
    ahead = Scatter(
        x=steps + 1,
        y=predicted,
        name=names[1],
        mode="lines+markers",
        line={"color": signed(True, dark), "width": 2},
        marker={"size": 8, "symbol": "circle-open"},
        hovertemplate="%{fullData.name}: %{y:.2f}",
    )
    figure = Figure([series, ahead])
    figure.update_xaxes(**token_axis([*labels, "…"]))
    figure = quiet_layout(figure, 280)
    return figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.15})
