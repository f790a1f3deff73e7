"""The effect of an edit along a text: each quantity before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .padded_states import ink_of_padding
from .palette import colour, page, signed
from .plain import Figure, Scatter

FIRST, EACH, ABOVE = 300, 150, 108
"""Height in pixels of a single panel, of each of several, and of everything around them."""


@dataclass(frozen=True, eq=False)
class BeforeAfter:
    """One number along T tokens, without and with the edits.

    Attributes:
        title: display name.
        before: ``(T,)``.
        after: ``(T,)``; NaN at a token that is skipped.
        quantity: the quantity it belongs to, for its colour; ``None`` for an output.
        bounds: the lowest and highest value it can take; ``None`` if it is unbounded.
    """

    title: str
    before: np.ndarray
    after: np.ndarray
    quantity: str | None = None
    bounds: tuple[float, float] | None = None


def before_after(
    panels: Sequence[BeforeAfter],
    labels: Sequence[str],
    names: tuple[str, str],
    spans: Sequence[tuple[int, int]] = (),
    dark: bool = False,
) -> Figure:
    """Return a panel for each number: before as a thin line, after as a thick one.

    A point's ``x`` is its token, from 1. Where a token is skipped, the thick line has a gap.

    Args:
        panels: one or more, from top to bottom.
        labels: display text of the T tokens.
        names: display names of before and after.
        spans: where edits act, as 0-based (start, stop) positions; shaded.
        dark: whether the page is dark.
    """
    figure = Figure.of_panels(
        len(panels),
        shared_xaxes=True,
        vertical_spacing=0.22 / max(len(panels), 3),
        subplot_titles=tuple(escape(panel.title) for panel in panels),
    )
    for row, panel in enumerate(panels, start=1):
        ink = signed(True, dark) if panel.quantity is None else colour(panel.quantity, dark)
        figure.select_annotations()[row - 1].update(
            x=0, xanchor="left", font={"size": 15, "color": ink}
        )
        for line in _lines(panel, labels, names, ink, dark):
            figure.add_trace(line.update(showlegend=row == 1), row=row, col=1)
        if panel.bounds is not None:
            low, high = panel.bounds
            margin = 0.03 * (high - low)
            figure.update_yaxes(range=[low - margin, high + margin], row=row)
            figure.update_yaxes(tickvals=[low, (low + high) / 2, high], row=row)
    for start, stop in _merged(spans):
        figure.add_vrect(
            start + 0.5,
            stop + 0.5,
            fillcolor=ink_of_padding(dark),
            line={"width": 0},
            layer="below",
        )
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(zeroline=False, nticks=4)
    return _with_layout(figure, len(panels))


def _with_layout(figure: Figure, panels: int) -> Figure:
    quiet_layout(figure, ABOVE + (FIRST if panels == 1 else EACH * panels))
    legend = {"orientation": "h", "x": 0, "yref": "container", "y": 1, "yanchor": "top"}
    # A click anywhere in a panel selects the token under it; both lines show their values there.
    figure.update_layout(hovermode="x", hoverdistance=-1)
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 58, "b": 56})


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans with overlapping and touching ones joined, so that none is shaded twice.

    >>> _merged([(4, 6), (0, 2), (5, 9), (2, 3)])
    [(0, 3), (4, 9)]
    """
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            start, stop = merged[-1][0], max(merged.pop()[1], stop)
        merged.append((start, stop))
    return merged


def _lines(
    panel: BeforeAfter, labels: Sequence[str], names: tuple[str, str], ink: str, dark: bool
) -> list[Scatter]:
    few = len(labels) <= MOST_LABELS
    styles: tuple[dict[str, Any], ...] = (
        {
            "line": {"color": colour("hidden_state", dark), "width": 1.5, "dash": "dot"},
            "marker": {"color": page(dark), "size": 7 if few else 3, "line": {"width": 1.5}},
        },
        {
            "line": {"color": ink, "width": 3},
            "marker": {"color": ink, "size": 8 if few else 3},
        },
    )
    styles[0]["marker"]["line"]["color"] = colour("hidden_state", dark)
    return [
        Scatter(
            x=np.arange(1, len(labels) + 1),
            y=values,
            name=escape(name),
            mode="lines+markers",
            connectgaps=False,
            hovertext=[
                f"{escape(label)}<br>{escape(name)}: {value:.4f}"
                for label, value in zip(labels, values, strict=True)
            ],
            hoverinfo="text",
            unselected={"marker": {"opacity": 1}},  # a click must not fade the other points
            **style,
        )
        for values, name, style in zip((panel.before, panel.after), names, styles, strict=True)
    ]
