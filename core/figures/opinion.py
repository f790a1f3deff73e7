"""The network's running opinion: the probability of each output after every token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures.labels import escape, quiet_layout, token_axis
from core.figures.palette import colour, page, signed

MOST_LINES = 2
"""Up to this many outputs are drawn as a line for the last one; more as a heatmap."""


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
    two = len(outputs) <= MOST_LINES
    draw = _line if two else _heatmap
    figure = go.Figure(draw(opinions, [escape(name) for name in outputs], labels, dark))
    figure.update_xaxes(**token_axis(labels))
    if two:
        figure.add_hline(y=0.5, line={"color": colour("hidden_state", dark), "dash": "dot"})
        figure.update_yaxes(range=[-0.02, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%")
    else:
        figure.update_yaxes(tickvals=list(range(len(outputs))), ticktext=[*map(escape, outputs)])
    return quiet_layout(figure, 240)


def _line(
    opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool
) -> go.Scatter:
    last = opinions[:, -1]
    marks = [signed(probability >= 0.5, dark) for probability in last]
    return go.Scatter(
        x=np.arange(1, len(last) + 1),
        y=last,
        name=names[-1],
        mode="lines+markers",
        line={"color": colour("hidden_state", dark), "width": 2},
        marker={"color": marks, "size": 10, "line": {"width": 1, "color": page(dark)}},
        customdata=[escape(label) for label in labels],
        hovertemplate="%{customdata}: %{y:.1%}",
    )


def _heatmap(
    opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool
) -> go.Heatmap:
    tokens = np.array([escape(label) for label in labels], dtype=object)
    rows = np.arange(len(names))
    return go.Heatmap(
        z=opinions.T,
        x=np.arange(1, len(opinions) + 1),
        y=rows,
        zmin=0,
        zmax=1,
        colorscale=[(0, page(dark)), (1, signed(True, dark))],
        customdata=np.broadcast_to(tokens, opinions.T.shape),
        hovertemplate="%{customdata} → %{z:.1%}",
    )
