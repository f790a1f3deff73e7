"""A unit's correlation with itself, by distance in tokens."""

from __future__ import annotations

import numpy as np

from ..notation import N_
from .labels import escape, quiet_layout
from .palette import colour, signed
from .plain import Figure, Scatter

HEIGHT = 300
DISTANCE, CORRELATION = N_("tokens apart"), N_("correlation with itself")
"""Titles of the axes."""
LEAST, TIMES = 20, 4
"""So many distances are drawn at least, and this many times the correlation length."""


def autocorrelation(
    correlations: np.ndarray,
    length: float,
    level: float,
    axes: tuple[str, str],
    dark: bool = False,
) -> Figure:
    """Return a line over the distance, and dotted lines that meet where it is first below a level.

    Args:
        correlations: at the distances 0, 1, 2 …, ``(n,)``.
        length: the first distance at which it is below the level; NaN or n if it never is.
        level: the level.
        axes: titles of the axes of distances and of correlations.
        dark: whether the page is dark.
    """
    n = len(correlations)
    shown = n if length != length else min(n, max(LEAST, TIMES * int(length)) + 1)
    line = Scatter(
        x=np.arange(shown),
        y=correlations[:shown],
        mode="lines+markers" if shown <= 3 * LEAST else "lines",
        line={"color": colour("hidden_state", dark), "width": 3},
        marker={"size": 6},
        hovertemplate="%{x}: %{y:.3f}<extra></extra>",
    )
    figure = Figure(line)
    dotted = {"color": signed(False, dark), "dash": "dot", "width": 2}
    figure.add_hline(y=level, line=dotted)
    if length < n:
        figure.add_vline(x=length, line=dotted)
    figure.update_xaxes(title=escape(axes[0]), rangemode="tozero", zeroline=False)
    figure.update_yaxes(title=escape(axes[1]), zeroline=True)
    return quiet_layout(figure, HEIGHT).update_layout(margin={"b": 52, "l": 64})
