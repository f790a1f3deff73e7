"""Invisible points over a heatmap that react to hovering and clicks, as heatmaps do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import escape
from .plain import Scatter


def hover_targets(values: np.ndarray, labels: Sequence[str], most: int) -> Scatter:
    """Return points whose ``x`` is a token, from 1, and whose ``y`` is a unit, from 0.

    They are empty texts, for which Plotly draws nothing. Plotly takes the nearest point: if there
    are many units, their rows are too thin to point at singly, and only every few have one.

    Args:
        values: the value shown for each, ``(T, n_units)``; NaN is shown as a dash.
        labels: display text of the T tokens.
        most: largest number of points. Each slows the page down.
    """
    tokens, units = values.shape
    every = -(-units // max(most // max(tokens, 1), 1))
    x, y = np.meshgrid(np.arange(tokens), np.arange(0, units, every))
    shown = [escape(label) for label in labels]
    return Scatter(
        x=x.ravel() + 1,
        y=y.ravel(),
        customdata=[shown[token] for token in x.flat],
        hovertext=["–" if value != value else f"{value:.4f}" for value in values[x, y].flat],
        hovertemplate="%{customdata}<br>%{x} · %{y}<br>%{hovertext}",
        mode="text",
    )
