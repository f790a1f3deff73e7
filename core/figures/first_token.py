"""How much of the first token is left along a text: its gradient, and the difference it makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.labels import MOST_LABELS, escape, quiet_layout, token_axis
from core.figures.palette import network_colour

if TYPE_CHECKING:
    from core.analysis.first_token import FirstTokenLeft

HEIGHT = 620
SMALLEST = 1e-40
"""The lowest share on the axis; below, one could not see what matters above."""


def first_token(
    left: Sequence[FirstTokenLeft],
    names: Sequence[str],
    titles: tuple[str, str],
    labels: Sequence[str],
    dark: bool = False,
) -> go.Figure:
    """Return two panels over one token axis, each with a line for up to three networks.

    Above stands the norm of the gradient as a share of the first step's, logarithmic. What has no
    place on such an axis, being 0 or less than ``SMALLEST``, is an arrow at its lower edge. Below
    stands the difference that replacing the token makes.

    Args:
        left: what each network has left.
        names: what the networks are called.
        titles: what the two panels are called.
        labels: how the T tokens are shown.
        dark: for a dark page.
    """
    figure = make_subplots(rows=2, shared_xaxes=True, vertical_spacing=0.13, subplot_titles=titles)
    figure.update_annotations(x=0, xanchor="left", font={"size": 15})
    shares = [_shares(each.gradient) for each in left]
    low, high = _ends(shares)
    for index, (each, name) in enumerate(zip(left, names, strict=True)):
        ink = network_colour(index, dark)
        look = _look(name, ink, labels)
        gone = shares[index] < low
        above = look | _points(shares[index], labels, ".2e")
        below = look | _points(each.difference, labels, ".4f")
        kept = {"y": np.where(gone, np.nan, shares[index])}
        figure.add_trace(go.Scatter(above | kept), row=1, col=1)
        figure.add_trace(go.Scatter(below | {"showlegend": False}), row=2, col=1)
        if gone.any():
            figure.add_trace(go.Scatter(above | _arrows(gone, low, ink)), row=1, col=1)
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(**_share_axis(low, high), row=1, col=1)
    figure.update_yaxes(rangemode="tozero", row=2, col=1)
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.06, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 84, "b": 56})


def _shares(gradient: np.ndarray) -> np.ndarray:
    """Return the gradient as a share of its first value; NaN where that is 0 or infinite."""
    if not len(gradient) or not 0 < gradient[0] < np.inf:
        return np.full(len(gradient), np.nan)
    return gradient / gradient[0]


def _ends(shares: Sequence[np.ndarray]) -> tuple[float, float]:
    """Return the ends of the axis: powers of ten around all that can be drawn on it."""
    drawn = [share[(share >= SMALLEST) & np.isfinite(share)] for share in shares]
    values = np.concatenate([*drawn, np.ones(1)])
    return 10 ** np.floor(np.log10(values.min())), values.max()


def _share_axis(low: float, high: float) -> dict[str, Any]:
    first, last = np.log10(low), np.log10(high)
    rim = 0.04 * (last - first) + 0.1
    few = {"dtick": "D2"} if last - first < 3 else {}  # 2 and 5 between the powers of ten
    span = {"range": [first - rim, last + rim]}
    return {"type": "log", "exponentformat": "power"} | span | few


def _look(name: str, ink: str, labels: Sequence[str]) -> dict[str, Any]:
    return {
        "x": np.arange(1, len(labels) + 1),
        "name": escape(name),
        "legendgroup": name,  # what the legend hides, it hides in both panels
        "mode": "lines+markers" if len(labels) <= MOST_LABELS else "lines",
        "line": {"color": ink, "width": 3},
        "marker": {"color": ink, "size": 8},
        "hovertemplate": "%{customdata[0]}<br>%{fullData.name}: %{customdata[1]}<extra></extra>",
    }


def _points(values: np.ndarray, labels: Sequence[str], form: str) -> dict[str, Any]:
    """Return the values, and what each says when it is pointed at."""
    said = [(escape(label), f"{value:{form}}") for label, value in zip(labels, values, strict=True)]
    return {"y": values, "customdata": said}


def _arrows(gone: np.ndarray, low: float, ink: str) -> dict[str, Any]:
    """Return what turns a line into arrows at the lower edge, where what is gone would stand."""
    return {
        "y": np.where(gone, low, np.nan),
        "mode": "markers",
        "marker": {"color": ink, "symbol": "triangle-down-open", "size": 10},
        "showlegend": False,
    }
