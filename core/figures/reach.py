"""How far gradients reach back: a line for each network, falling to the left, with ρ^k beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .labels import escape, quiet_layout, token_axis
from .left_ends import LeftEnd, label_left_ends
from .log_axis import ends, power_axis, power_line, powers_of_ten
from .palette import NETWORK_SYMBOLS, colour, network_colour
from .plain import Figure, Scatter

HEIGHT, TOP, BOTTOM = 460, 56, 56
"""Pixels of the figure, and of its margins above and below."""
RULERS = (0.5, 0.7, 0.9, 1.0)
ROOM = 0.06
"""Space left of the first token for the labels of the rulers, as a share of the tokens."""
HEIGHTS = 5
"""Number of invisible points at each token after the one that the gradient is taken from."""
_STYLES: dict[str, dict[str, Any]] = {
    "hidden": {"dash": "solid", "width": 3.5},
    "memory": {"dash": "dash", "width": 3},
    "along": {"dash": "12px,3px,3px,3px", "width": 2},
    "gates": {"dash": "3px,3px", "width": 2},
}
STYLES = tuple(_STYLES)
"""Names of the line styles, by what a line shows: the gradient at the hidden state, at the cell
state, or on the path along the memory or through the gates. The colour shows the network."""


@dataclass(frozen=True, eq=False)
class ReachLine:
    """One gradient, measured at each of T tokens.

    Attributes:
        name: display name, such as ``LSTM · c``.
        network: index of its colour among the networks' colours, from 0.
        log2: the base-2 logarithm of its norm at each token, ``(T,)``; -inf where it is 0.
        style: one of ``STYLES``.
        left: label at the first token, such as what is left there; none if empty.
    """

    name: str
    network: int
    log2: np.ndarray
    style: str = "hidden"
    left: str = ""

    def __post_init__(self) -> None:
        if self.style not in _STYLES:
            raise ValueError(
                f"ReachLine expected a style of {', '.join(STYLES)}; got {self.style!r}."
            )


def reach(
    lines: Sequence[ReachLine],
    labels: Sequence[str],
    at: int,
    rulers: Sequence[float] = RULERS,
    dark: bool = False,
) -> Figure:
    """Return the lines over T tokens, from the first to the one the gradient is taken from.

    The axis is logarithmic. Norms that are 0 or less than 1e-40 are arrows at its lower edge. A
    point's ``x`` is its token, from 1, also after ``at``.

    Args:
        lines: the lines to draw; those of equal T belong to one text.
        labels: display text of the T tokens.
        at: the position that the gradient is taken from, 0-based; marked.
        rulers: each ρ whose ρ^k, for k steps back, is drawn as a dotted line. They begin where
            the highest line does.
        dark: whether the page is dark.
    """
    powers = [powers_of_ten(line.log2)[: at + 1] for line in lines]
    low, high = ends(powers)
    figure = Figure()
    starts = [line[-1] for line in powers if len(line) > 1 and np.isfinite(line[-1])]
    if starts:
        for ruler in rulers:
            _rule(figure, ruler, max(starts) + np.arange(at, -1, -1) * np.log10(ruler), low, dark)
    for line, power in zip(lines, powers, strict=True):
        ink = network_colour(line.network, dark)
        style = {"name": line.name, "line": {"color": ink, **_STYLES[line.style]}}
        style["symbol"] = NETWORK_SYMBOLS[line.network]
        figure.add_traces(power_line(power, labels[: at + 1], low, style))
    left_ends = [
        LeftEnd(float(power[0]), line.left, network_colour(line.network, dark))
        for line, power in zip(lines, powers, strict=True)
        if line.left and len(power)
    ]
    label_left_ends(figure, left_ends, (low, high), HEIGHT - TOP - BOTTOM, dark)
    figure.add_trace(_after(labels, at, np.linspace(low, high, HEIGHTS)))
    room = ROOM * len(labels) if starts and len(rulers) else 0
    figure.update_xaxes(**token_axis(labels))
    figure.update_xaxes(range=[0.5 - room, max(len(labels), 1) + 0.5])
    figure.update_yaxes(**power_axis(low, high))
    if labels:
        edge = {"color": colour("hidden_state", dark), "width": 1.5}
        figure.add_vrect(at + 0.5, at + 1.5, line=edge, layer="below")
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    figure.update_layout(hoverdistance=-1)  # pick the nearest token, however far away
    margin = {"t": TOP, "b": BOTTOM, "l": 60}
    return figure.update_layout(showlegend=True, legend=legend, margin=margin)


def _rule(figure: Figure, ruler: float, powers: np.ndarray, low: float, dark: bool) -> None:
    """Draw a ruler as far back as it stays on the axis, and its label beyond its far end."""
    ink = colour("hidden_state", dark)
    first = int((powers >= low - 1e-9).argmax())
    figure.add_scatter(
        x=np.arange(first, len(powers)) + 1,
        y=powers[first:],
        mode="lines",
        line={"color": ink, "width": 1.2, "dash": "1px,5px"},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_annotation(
        x=first + 1,
        y=powers[first],
        text=f"{ruler:g}<sup>k</sup>",
        showarrow=False,
        xanchor="right",
        xshift=-8,
        yshift=12 if first else 0,  # at the lower edge, above the arrows
        font={"size": 13, "color": ink},
    )


def _after(labels: Sequence[str], at: int, heights: np.ndarray) -> Scatter:
    """Return invisible points at the tokens after ``at``, so that these can be clicked too.

    They are empty texts, for which Plotly draws nothing.
    """
    later = [escape(label) for label in labels[at + 1 :]]
    return Scatter(
        x=np.repeat(np.arange(len(later)) + at + 2, len(heights)),
        y=np.tile(heights, len(later)),
        hovertext=np.repeat(later, len(heights)),
        hoverinfo="text",
        mode="text",
        showlegend=False,
    )
