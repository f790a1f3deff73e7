"""A histogram of a unit's values over a whole corpus."""

from __future__ import annotations

import numpy as np

from ..notation import N_
from .labels import escape, quiet_layout
from .palette import colour, signed
from .plain import Bar, Figure

HEIGHT = 300
VALUE, SHARE = N_("value of the hidden state"), N_("share of tokens")
"""Titles of the axes."""


def distribution(
    middles: np.ndarray,
    counts: np.ndarray,
    axes: tuple[str, str],
    threshold: float | None = None,
    dark: bool = False,
) -> Figure:
    """Return a bar for each level, coloured by its sign.

    Args:
        middles: the value in the middle of each of n levels, in [-1, 1], ``(n,)``.
        counts: how many tokens have it, ``(n,)``.
        axes: titles of the axes of values and of shares.
        threshold: value from which the unit counts as on; drawn as a line.
        dark: whether the page is dark.
    """
    total = max(int(counts.sum()), 1)
    bars = Bar(
        x=middles,
        y=counts / total,
        customdata=counts,
        marker={"color": [signed(value >= 0, dark) for value in middles]},
        hovertemplate="%{x:+.2f}: %{y:.2%} (%{customdata:,})<extra></extra>",
    )
    figure = Figure(bars)
    if threshold is not None:
        line = {"color": colour("hidden_state", dark), "dash": "dash", "width": 1.5}
        figure.add_vline(x=threshold, line=line)
    figure.update_xaxes(title=escape(axes[0]), range=[-1.02, 1.02], zeroline=False)
    figure.update_yaxes(title=escape(axes[1]), rangemode="tozero", tickformat=".1~%")
    return quiet_layout(figure, HEIGHT).update_layout(bargap=0, margin={"b": 52, "l": 64})
