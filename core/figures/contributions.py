"""The parts of a sum: a signed bar for each token, the initial state and the bias."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .palette import colour, signed
from .plain import Bar, Figure

HEIGHT = 340
LAST = 36
"""Pixels right of the bars: Plotly hides a name that would be cut, and the last one often matters
most."""


def contributions(
    shares: np.ndarray,
    labels: Sequence[str],
    initial: str,
    bias: tuple[str, float] | None = None,
    dark: bool = False,
) -> Figure:
    """Return bars in the order of the sentence, positive in one colour, negative in another.

    A point's ``x`` is its token, from 1; 0 is the initial state, and the bias comes last.

    Args:
        shares: share of the initial state and of each of n tokens, ``(n + 1,)``.
        labels: display text of the n tokens.
        initial: display name of the initial state; its bar is left out if it is 0.
        bias: display name and share of the bias, if the score has one.
        dark: whether the page is dark.
    """
    first = 0 if shares[0] else 1
    values = np.append(shares[first:], [] if bias is None else bias[1])
    shown = [initial, *labels][first:] + ([] if bias is None else [bias[0]])
    names = [escape(label) for label in shown]
    bars = Bar(
        x=np.arange(first, first + len(values)),
        y=values,
        marker={"color": [signed(value >= 0, dark) for value in values]},
        hovertext=[f"{name}: {value:+.4f}" for name, value in zip(names, values, strict=True)],
        hoverinfo="text",
    )
    figure = Figure(bars)
    axis = token_axis(shown)
    ticks = [tick + first - 1 for tick in axis["tickvals"]]
    ends = [first - 0.5, first + max(len(values), 1) - 0.5]
    figure.update_xaxes(**axis | {"tickvals": ticks, "range": ends})
    figure.update_yaxes(zeroline=True, zerolinecolor=colour("hidden_state", dark))
    gap = 0.3 if len(values) <= MOST_LABELS else 0.0
    return quiet_layout(figure, HEIGHT).update_layout(bargap=gap, margin={"b": 72, "r": LAST})
