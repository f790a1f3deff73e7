"""How far two networks' hidden states drift apart along a text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .palette import colour
from .plain import Figure, Scatter


def state_distance(
    distances: np.ndarray, name: str, labels: Sequence[str], dark: bool = False
) -> Figure:
    """Return the distance of two hidden states after each token, as a line.

    Args:
        distances: the distance after each token, ``(T,)``.
        name: display name of the distance.
        labels: display text of the T tokens.
        dark: whether the page is dark.
    """
    ink = colour("hidden_state", dark)
    line = Scatter(
        x=np.arange(1, len(labels) + 1),
        y=distances,
        name=escape(name),
        mode="lines+markers" if len(labels) <= MOST_LABELS else "lines",
        line={"color": ink, "width": 3},
        marker={"color": ink, "size": 8},
        customdata=[escape(label) for label in labels],
        hovertemplate="%{customdata}<br>%{fullData.name}: %{y:.4f}<extra></extra>",
    )
    figure = Figure(line)
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(rangemode="tozero")
    return quiet_layout(figure, 280)
