"""How much of the first token is left along a text: its gradient, and the difference it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .log_axis import MOST_TICKS, SEVERAL
from .palette import network_colour

if TYPE_CHECKING:
    from ..analysis.memory.first_token import FirstTokenLeft

HEIGHT = 620
SMALLEST = 1e-40
"""The lowest share on the axis; below, one could not see what matters above."""


def first_token(
    left: Sequence[FirstTokenLeft],
    networks: Mapping[str, int],
    titles: tuple[str, str],
    labels: Sequence[str],
    dark: bool = False,
) -> go.Figure:
    """Return two panels over one token axis, each with a line for up to three networks.

    Above stands the norm of the gradient, below the difference that replacing the token makes,
    each as a share of its value at the first step, logarithmic. What has no place on such an axis,
    being 0 or less than ``SMALLEST``, is an arrow at its lower edge; where the first step's
    value is 0 or infinite, there are no shares and nothing is drawn.

    Args:
        left: what each network has left.
        networks: what each is called -> which of the networks' colours it has.
        titles: what the two panels are called.
        labels: how the T tokens are shown.
        dark: for a dark page.
    """
    figure = make_subplots(rows=2, shared_xaxes=True, vertical_spacing=0.13, subplot_titles=titles)
    figure.update_annotations(x=0, xanchor="left", font={"size": 15})
    looks = [_look(name, network_colour(at, dark), labels) for name, at in networks.items()]
    _panel(figure, 1, [each.gradient for each in left], looks, labels)
    _panel(figure, 2, [each.difference for each in left], looks, labels)
    figure.update_xaxes(**token_axis(labels))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.06, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 84, "b": 56})


def _panel(
    figure: go.Figure,
    row: int,
    measured: Sequence[np.ndarray],
    looks: Sequence[dict[str, Any]],
    labels: Sequence[str],
) -> None:
    shares = [_shares(values) for values in measured]
    low, high = _ends(shares)
    for share, values, look in zip(shares, measured, looks, strict=True):
        gone = share < low
        line = look | {"customdata": _said(labels, share, values), "showlegend": row == 1}
        kept = {"y": np.where(gone, np.nan, share)}
        figure.add_trace(go.Scatter(line | kept), row=row, col=1)
        if gone.any():
            arrows = _arrows(gone, low, look["line"]["color"])
            figure.add_trace(go.Scatter(line | arrows), row=row, col=1)
    figure.update_yaxes(**_share_axis(low, high), row=row, col=1)


def _shares(values: np.ndarray) -> np.ndarray:
    """Return the values as a share of the first one; NaN where that is 0 or infinite."""
    if not len(values) or not 0 < values[0] < np.inf:
        return np.full(len(values), np.nan)
    with np.errstate(over="ignore"):
        return values / values[0]


def _ends(shares: Sequence[np.ndarray]) -> tuple[float, float]:
    """Return the ends of the axis: powers of ten around all that can be drawn on it."""
    drawn = [share[(share >= SMALLEST) & np.isfinite(share)] for share in shares]
    values = np.concatenate([*drawn, np.ones(1)])
    return 10 ** np.floor(np.log10(values.min())), values.max()


def _share_axis(low: float, high: float) -> dict[str, Any]:
    first, last = np.log10(low), np.log10(high)
    rim = 0.04 * (last - first) + 0.1
    axis = {"type": "log", "exponentformat": "power", "range": [first - rim, last + rim]}
    if last - first >= SEVERAL:
        return axis | {"dtick": max(1, round((last - first) / MOST_TICKS))}
    ticks = [digit * 10.0**power for power in range(round(first), 9) for digit in (1, 2, 5)]
    shown = [tick for tick in ticks if tick <= high]
    return axis | {"tickvals": shown, "ticktext": [f"{tick:g}" for tick in shown]}


def _look(name: str, ink: str, labels: Sequence[str]) -> dict[str, Any]:
    return {
        "x": np.arange(1, len(labels) + 1),
        "name": escape(name),
        "legendgroup": name,  # what the legend hides, it hides in both panels
        "mode": "lines+markers" if len(labels) <= MOST_LABELS else "lines",
        "line": {"color": ink, "width": 3},
        "marker": {"color": ink, "size": 8},
        "hovertemplate": "%{customdata[0]}<br>%{fullData.name}: %{customdata[1]} "
        "(%{customdata[2]})<extra></extra>",
    }


def _said(
    labels: Sequence[str], shares: np.ndarray, values: np.ndarray
) -> list[tuple[str, str, str]]:
    """Return what each point says: its token, the share and the value itself."""
    return [
        (escape(label), f"{share:.2e}", f"{value:.4g}")
        for label, share, value in zip(labels, shares, values, strict=True)
    ]


def _arrows(gone: np.ndarray, low: float, ink: str) -> dict[str, Any]:
    """Return what turns a line into arrows at the lower edge, where what is gone would stand."""
    return {
        "y": np.where(gone, low, np.nan),
        "mode": "markers",
        "marker": {"color": ink, "symbol": "triangle-down-open", "size": 10},
        "showlegend": False,
    }
