"""The network's running opinion: the probability of each output after every token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .palette import colour, page, signed

MOST_LINES = 2
"""Up to this many outputs are drawn as a line for the last one."""

MOST_ROWS = 12
"""Up to this many have a row each; of more, the likeliest at each token are drawn."""

RANKS = 5


def opinion(
    opinions: np.ndarray,
    outputs: Sequence[str],
    labels: Sequence[str],
    dark: bool = False,
) -> go.Figure:
    """Return the opinion along the sentence.

    Args:
        opinions: probabilities, ``(T, n_outputs)``.
        outputs: what the outputs are called; of two, the second is drawn.
        labels: how the T tokens are shown.
        dark: for a dark page.
    """
    names = [escape(name) for name in outputs]
    if len(names) <= MOST_LINES:
        figure = _line(opinions, names, labels, dark)
    elif len(names) <= MOST_ROWS:
        figure = _rows(opinions, names, labels, dark)
    else:
        figure = _ranks(opinions, names, labels, dark)
    figure.update_xaxes(**token_axis(labels))
    return quiet_layout(figure, 240)


def _line(
    opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool
) -> go.Figure:
    last = opinions[:, -1]
    marks = [signed(probability >= 0.5, dark) for probability in last]
    line = go.Scatter(
        x=np.arange(1, len(last) + 1),
        y=last,
        name=names[-1],
        mode="lines+markers",
        line={"color": colour("hidden_state", dark), "width": 2},
        marker={"color": marks, "size": 10, "line": {"width": 1, "color": page(dark)}},
        customdata=[escape(label) for label in labels],
        hovertemplate="%{customdata}: %{y:.1%}",
    )
    figure = go.Figure(line)
    figure.add_hline(y=0.5, line={"color": colour("hidden_state", dark), "dash": "dot"})
    return figure.update_yaxes(range=[-0.02, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%")


def _rows(
    opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool
) -> go.Figure:
    said = np.broadcast_to(np.array(names, dtype=object)[:, None], opinions.T.shape)
    figure = go.Figure(_heatmap(opinions.T, said, labels, dark))
    return figure.update_yaxes(tickvals=list(range(len(names))), ticktext=names)


def _ranks(
    opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool
) -> go.Figure:
    """Draw the likeliest outputs at each token, the likeliest on top, and write their names in."""
    order = np.argsort(-opinions, axis=1, kind="stable")[:, :RANKS]  # (T, RANKS)
    said = np.array(names, dtype=object)[order.T]
    heatmap = _heatmap(np.take_along_axis(opinions, order, axis=1).T, said, labels, dark)
    if len(labels) <= MOST_LABELS:  # more letters than that run into each other
        heatmap.update(text=said, texttemplate="%{text}")
    ranks = list(range(RANKS))
    figure = go.Figure(heatmap)
    ordinals = [str(rank + 1) for rank in ranks]
    return figure.update_yaxes(autorange="reversed", tickvals=ranks, ticktext=ordinals)


def _heatmap(shares: np.ndarray, said: np.ndarray, labels: Sequence[str], dark: bool) -> go.Heatmap:
    """Return a picture of shares, ``(rows, T)``, each the share of the output ``said`` there."""
    tokens = np.array([escape(label) for label in labels], dtype=object)
    return go.Heatmap(
        z=shares,
        x=np.arange(1, len(labels) + 1),
        y=np.arange(len(shares)),
        zmin=0,
        zmax=1,
        colorscale=[(0, page(dark)), (1, signed(True, dark))],
        customdata=np.stack([np.broadcast_to(tokens, shares.shape), said], axis=-1),
        hovertemplate="%{customdata[0]} → %{customdata[1]}: %{z:.1%}",
    )
