"""How much of the first token remains along a text: its gradient and the difference it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .labels import quiet_layout, token_axis
from .log_axis import ends, power_axis, power_line
from .palette import network_colour
from .plain import Figure

if TYPE_CHECKING:
    from ..analysis.memory.first_token import FirstTokenLeft

HEIGHT = 620


def first_token(
    remaining: Sequence[FirstTokenLeft],
    networks: Mapping[str, int],
    titles: tuple[str, str],
    labels: Sequence[str],
    dark: bool = False,
) -> Figure:
    """Return two panels over one token axis, each with a line for up to three networks.

    The upper panel has the norm of the gradient, the lower one the difference that replacing the
    token makes, each as a share of its value at the first step, on a logarithmic axis. Shares that
    are 0 or less than 1e-40 are arrows at the lower edge; if the value at the first step is 0 or
    infinite, there are no shares and nothing is drawn.

    Args:
        remaining: how much remains in each network.
        networks: name of each network -> index of its colour.
        titles: titles of the two panels.
        labels: display text of the T tokens.
        dark: whether the page is dark.
    """
    figure = Figure.of_panels(2, shared_xaxes=True, vertical_spacing=0.13, subplot_titles=titles)
    figure.update_annotations(x=0, xanchor="left", font={"size": 15})
    styles = [
        {"name": name, "line": {"color": network_colour(index, dark), "width": 3}}
        for name, index in networks.items()
    ]
    _panel(figure, 1, [each.gradient for each in remaining], styles, labels)
    _panel(figure, 2, [each.difference for each in remaining], styles, labels)
    figure.update_xaxes(**token_axis(labels))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.06, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 84, "b": 56})


def _panel(
    figure: Figure,
    row: int,
    measured: Sequence[np.ndarray],
    styles: Sequence[dict[str, Any]],
    labels: Sequence[str],
) -> None:
    shares = [_shares(values) for values in measured]
    powers = [_powers_of_ten(share) for share in shares]
    low, high = ends(powers)
    for share, power, values, style in zip(shares, powers, measured, styles, strict=True):
        pairs = zip(share, values, strict=True)
        numbers = [f"{part:.2e} ({value:.4g})" for part, value in pairs]
        line, *arrows = power_line(power, labels, low, style, numbers)
        line.update(showlegend=row == 1)
        for trace in (line, *arrows):
            figure.add_trace(trace, row=row, col=1)
    figure.update_yaxes(**power_axis(low, high), row=row, col=1)


def _shares(values: np.ndarray) -> np.ndarray:
    """Return the values as shares of the first one; NaN if that is 0 or infinite."""
    if not len(values) or not 0 < values[0] < np.inf:
        return np.full(len(values), np.nan)
    with np.errstate(over="ignore"):
        return values / values[0]


def _powers_of_ten(shares: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log10(shares)
