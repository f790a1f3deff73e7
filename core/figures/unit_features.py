"""Units by features: how closely each unit follows each feature of the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import MOST_LABELS, escape, quiet_layout
from .palette import diverging
from .plain import Figure, Heatmap, Scatter

MOST_TARGETS = 2_500
"""Largest number of hover targets, as in ``whole_sentence``: each slows the page down."""
ROW_HEIGHT = 26


def most_units(features: int) -> int:
    """Return how many units can be drawn with this many features, each of them clickable."""
    return MOST_TARGETS // max(features, 1)


def units_drawn(scores: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Return the units that are drawn, in the order of their columns.

    If there are too many to click, those furthest above chance are drawn. Units with the same best
    feature are next to each other, the highest score first, so the heatmap is a staircase.

    Args:
        scores: ``(H, n)`` in [-1, 1]; NaN where there is none.
        chance: score reached by chance alone for each feature, ``(n,)``.
    """
    above = np.nan_to_num(np.abs(scores) - chance, nan=-2.0)  # below every possible score
    best, height = above.argmax(axis=1), above.max(axis=1)
    drawn = np.argsort(-height, kind="stable")[: most_units(scores.shape[1])]
    return drawn[np.lexsort((-height[drawn], best[drawn]))]


def unit_features(
    scores: np.ndarray,
    chance: np.ndarray,
    features: Sequence[str],
    score_texts: np.ndarray,
    dark: bool = False,
) -> Figure:
    """Return the heatmap; scores not above chance have the colour of the page.

    A point's ``x`` is its column, from 0; ``units_drawn`` gives the unit of each column.

    Args:
        scores: ``(H, n)`` in [-1, 1]: correlations, or 2 × (AUC − ½).
        chance: score reached by chance alone for each feature, ``(n,)``.
        features: display names of the n features.
        score_texts: the scores as text, ``(H, n)`` of strings.
        dark: whether the page is dark.
    """
    units = units_drawn(scores, chance)
    z = np.where(np.abs(scores) > chance, scores, 0)[units].T
    heatmap = Heatmap(
        z=z,
        zmin=-1,
        zmax=1,
        colorscale=diverging(dark),
        colorbar={"thickness": 10, "tickvals": [-1, 0, 1], "outlinewidth": 0},
        hoverinfo="skip",
    )
    names = [escape(feature) for feature in features]
    figure = Figure([heatmap, _targets(units, names, score_texts)])
    every = max(-(-len(units) // MOST_LABELS), 1)
    ticks = range(0, len(units), every)
    numbers = [str(units[tick]) for tick in ticks]
    figure.update_xaxes(tickvals=list(ticks), ticktext=numbers, showgrid=False, zeroline=False)
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=names, autorange="reversed", automargin=True
    )
    figure.update_yaxes(showgrid=False, zeroline=False)
    return quiet_layout(figure, 70 + ROW_HEIGHT * len(names))


def _targets(units: np.ndarray, names: Sequence[str], score_texts: np.ndarray) -> Scatter:
    """Return invisible points that react to hovering and clicks, as Plotly's heatmaps do not.

    They are empty texts, for which Plotly draws nothing.
    """
    x, y = np.meshgrid(np.arange(len(units)), np.arange(len(names)))
    texts = [
        f"{unit} · {name}<br>{text}"
        for name, row in zip(names, score_texts[units].T.tolist(), strict=True)
        for unit, text in zip(units.tolist(), row, strict=True)
    ]
    # Plain strings: Streamlit checks the figure at every run, which takes 15 ms more with pairs.
    return Scatter(x=x.ravel(), y=y.ravel(), hovertext=texts, hoverinfo="text", mode="text")
