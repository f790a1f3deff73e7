"""Unseen points over a heatmap that answer to mouse and click, as heatmaps themselves do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from .labels import escape


def targets(values: np.ndarray, labels: Sequence[str], most: int) -> go.Scatter:
    """Return points whose ``x`` is a token, from 1, and whose ``y`` is a unit, from 0.

    They are texts without letters, for which Plotly draws nothing. The nearest point is taken:
    where units are many, only every few have one, their rows being thinner than a mouse can tell.

    Args:
        values: what is said of each, ``(T, n_units)``; NaN is a dash.
        labels: how the T tokens are shown.
        most: how many there are at most. Each slows the page down.
    """
    tokens, units = values.shape
    every = -(-units // max(most // max(tokens, 1), 1))
    x, y = np.meshgrid(np.arange(tokens), np.arange(0, units, every))
    shown = [escape(label) for label in labels]
    return go.Scatter(
        x=x.ravel() + 1,
        y=y.ravel(),
        customdata=[shown[token] for token in x.flat],
        hovertext=["–" if value != value else f"{value:.4f}" for value in values[x, y].flat],
        hovertemplate="%{customdata}<br>%{x} · %{y}<br>%{hovertext}",
        mode="text",
    )
