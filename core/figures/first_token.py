"""How much of the first token is left along a text: its gradient, and the difference it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .labels import quiet_layout, token_axis
from .log_axis import ends, power_axis, power_line
from .palette import network_colour

if TYPE_CHECKING:
    from ..analysis.memory.first_token import FirstTokenLeft

HEIGHT = 620


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
    being 0 or less than 1e-40, is an arrow at its lower edge; where the first step's value is 0 or
    infinite, there are no shares and nothing is drawn.

    Args:
        left: what each network has left.
        networks: what each is called -> which of the networks' colours it has.
        titles: what the two panels are called.
        labels: how the T tokens are shown.
        dark: for a dark page.
    """
    figure = make_subplots(rows=2, shared_xaxes=True, vertical_spacing=0.13, subplot_titles=titles)
    figure.update_annotations(x=0, xanchor="left", font={"size": 15})
    looks = [
        {"name": name, "line": {"color": network_colour(at, dark), "width": 3}}
        for name, at in networks.items()
    ]
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
    powers = [_powers_of_ten(share) for share in shares]
    low, high = ends(powers)
    for share, power, values, look in zip(shares, powers, measured, looks, strict=True):
        pairs = zip(share, values, strict=True)
        numbers = [f"{part:.2e} ({value:.4g})" for part, value in pairs]
        line, *arrows = power_line(power, labels, low, look, numbers)
        line.update(showlegend=row == 1)
        for trace in (line, *arrows):
            figure.add_trace(trace, row=row, col=1)
    figure.update_yaxes(**power_axis(low, high), row=row, col=1)


def _shares(values: np.ndarray) -> np.ndarray:
    """Return the values as a share of the first one; NaN where that is 0 or infinite."""
    if not len(values) or not 0 < values[0] < np.inf:
        return np.full(len(values), np.nan)
    with np.errstate(over="ignore"):
        return values / values[0]


def _powers_of_ten(shares: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log10(shares)
