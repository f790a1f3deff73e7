"""A sentence as vectors: a column of numbers per token, or one number per word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import escape, quiet_layout, token_axis
from .palette import colour, diverging, page
from .plain import Bar, Figure, Heatmap

ROW_HEIGHT, MOST_ROWS = 22, 30
"""Pixels of a row, and the number of rows up to which the figure grows with them."""


def one_hot_columns(
    vectors: np.ndarray, labels: Sequence[str], words: Sequence[str], dark: bool = False
) -> Figure:
    """Return a square for each token and word, filled if the token is that word.

    Args:
        vectors: zeros and ones, ``(T, n)``.
        labels: display text of the T tokens.
        words: display names of the n rows.
        dark: whether the page is dark.
    """
    figure = _columns(vectors, labels, [(0.0, page(dark)), (1.0, colour("hidden_state", dark))])
    figure.update_traces(zmin=0, zmax=1, xgap=1, ygap=1, showscale=False)
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(words))),
        ticktext=[escape(word) for word in words],
        automargin=True,
    )
    return quiet_layout(figure, 90 + ROW_HEIGHT * min(len(words), MOST_ROWS))


def embedding_columns(vectors: np.ndarray, labels: Sequence[str], dark: bool = False) -> Figure:
    """Return the vector of each token as a column; zero has the page's colour.

    Args:
        vectors: ``(T, d)``.
        labels: display text of the T tokens.
        dark: whether the page is dark.
    """
    scale = diverging(dark)
    figure = _columns(vectors, labels, scale)
    largest = float(np.abs(vectors).max(initial=0.0)) or 1.0
    figure.update_traces(
        zmin=-largest, zmax=largest, colorbar={"thickness": 10, "tickformat": ".2~f"}
    )
    return quiet_layout(figure, 420)


def word_bars(values: np.ndarray, words: Sequence[str], dark: bool = False) -> Figure:
    """Return a bar for each word.

    Args:
        values: one number per word, at least 0, ``(n,)``.
        words: display text of the words, in the order of the bars.
        dark: whether the page is dark.
    """
    bars = Bar(
        x=np.arange(1, len(words) + 1),
        y=values,
        customdata=[escape(word) for word in words],
        marker={"color": colour("hidden_state", dark)},
        hovertemplate="%{customdata}: %{y:.4~f}<extra></extra>",
    )
    figure = Figure(bars)
    figure.update_xaxes(**token_axis(words))
    figure.update_yaxes(rangemode="tozero")
    return quiet_layout(figure, 300).update_layout(margin={"b": 64}, bargap=0.45)


def _columns(vectors: np.ndarray, labels: Sequence[str], scale: list[tuple[float, str]]) -> Figure:
    tokens = [escape(label) for label in labels]
    heatmap = Heatmap(
        z=vectors.T,
        x=np.arange(1, len(vectors) + 1),
        colorscale=scale,
        customdata=[tokens] * vectors.shape[1],
        hovertemplate="%{customdata} · %{y}: %{z:.4~f}<extra></extra>",
    )
    figure = Figure(heatmap)
    figure.update_xaxes(**token_axis(labels))
    return figure.update_yaxes(showgrid=False, zeroline=False, autorange="reversed")
