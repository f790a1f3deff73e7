"""Units by features: how closely each unit follows each feature of the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from .labels import MOST_LABELS, escape, quiet_layout
from .palette import diverging

MOST_TARGETS = 2_500
"""Points that can be pointed at, as in ``whole_sentence``: each slows the page down."""
ROW_HEIGHT = 26


def most_units(features: int) -> int:
    """Return how many units are drawn beside that many features, each of which can be clicked."""
    return MOST_TARGETS // max(features, 1)


def columns(scores: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Return the units that are drawn, in the order of their columns.

    Of more units than can be clicked, those that stand highest above chance are drawn. Units that
    follow the same feature best stand together, the closest first: so the heatmap is a staircase.

    Args:
        scores: ``(H, n)`` in [-1, 1]; NaN where there is none.
        chance: what chance alone reaches for each feature, ``(n,)``.
    """
    above = np.nan_to_num(np.abs(scores) - chance, nan=-2.0)  # less than any score can be
    best, height = above.argmax(axis=1), above.max(axis=1)
    kept = np.argsort(-height, kind="stable")[: most_units(scores.shape[1])]
    return kept[np.lexsort((-height[kept], best[kept]))]


def unit_features(
    scores: np.ndarray,
    chance: np.ndarray,
    features: Sequence[str],
    said: np.ndarray,
    dark: bool = False,
) -> go.Figure:
    """Return the heatmap; what is not above chance has the colour of the page.

    The ``x`` of a point is its column, counted from 0; ``columns`` tells which unit that is.

    Args:
        scores: ``(H, n)`` in [-1, 1]: correlations, or how far an AUC is from a half, times two.
        chance: what chance alone reaches for each feature, ``(n,)``.
        features: what the n features are called.
        said: the scores as they are said, ``(H, n)`` of strings.
        dark: for a dark page.
    """
    units = columns(scores, chance)
    z = np.where(np.abs(scores) > chance, scores, 0)[units].T
    heatmap = go.Heatmap(
        z=z,
        zmin=-1,
        zmax=1,
        colorscale=diverging(dark),
        colorbar={"thickness": 10, "tickvals": [-1, 0, 1], "outlinewidth": 0},
        hoverinfo="skip",
    )
    names = [escape(feature) for feature in features]
    figure = go.Figure([heatmap, _targets(units, names, said)])
    every = max(-(-len(units) // MOST_LABELS), 1)
    ticks = range(0, len(units), every)
    numbers = [str(units[tick]) for tick in ticks]
    figure.update_xaxes(tickvals=list(ticks), ticktext=numbers, showgrid=False, zeroline=False)
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=names, autorange="reversed", automargin=True
    )
    figure.update_yaxes(showgrid=False, zeroline=False)
    return quiet_layout(figure, 70 + ROW_HEIGHT * len(names))


def _targets(units: np.ndarray, names: Sequence[str], said: np.ndarray) -> go.Scatter:
    """Return unseen points that answer to mouse and click, which Plotly's heatmaps do not report.

    They are texts without letters, for which Plotly draws nothing.
    """
    x, y = np.meshgrid(np.arange(len(units)), np.arange(len(names)))
    texts = [
        f"{unit} · {name}<br>{text}"
        for name, row in zip(names, said[units].T.tolist(), strict=True)
        for unit, text in zip(units.tolist(), row, strict=True)
    ]
    # Plain strings: Streamlit checks the figure at every run, and is 15 ms slower with pairs.
    return go.Scatter(x=x.ravel(), y=y.ravel(), hovertext=texts, hoverinfo="text", mode="text")
