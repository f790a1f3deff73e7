"""Quantities of one unit along a text, a line each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..notation import in_reading_order
from .labels import escape, quiet_layout, token_axis
from .palette import colour
from .plain import Figure

if TYPE_CHECKING:
    from ..trace import Trace

DASHES = {"hidden_state": "solid", "cell_state": "solid", "candidate": "dot"}
"""States are solid, the candidate is dotted and gates are dashed, in addition to their colours."""

MOST_MARKED = 60
"""Up to this many tokens have full-sized marks; more of them would hide the lines."""

MOST_NAMED = 80
"""Up to this many tokens are all labelled: of a text in characters, a few labels say nothing."""

HEIGHT, UPPER, LOWER = 420, (0.4, 1), (0, 0.34)
"""Pixels, and the parts of the height that each of two panels takes."""


def unit_lines(
    values: Mapping[str, np.ndarray],
    labels: Sequence[str],
    titles: Mapping[str, str],
    dark: bool = False,
    below: Collection[str] = (),
) -> Figure:
    """Return one line per quantity over T tokens, counted from 1.

    Args:
        values: quantity -> its values, ``(T,)``.
        labels: display text of the T tokens.
        titles: display name of each quantity.
        dark: whether the page is dark.
        below: quantities in a panel of their own, because their values are far larger.
    """
    figure = Figure()
    tokens = [escape(label) for label in labels]
    for name, line in values.items():
        figure.add_scatter(
            x=np.arange(1, len(line) + 1),
            y=line,
            name=titles[name],
            mode="lines+markers",
            line={
                "color": colour(name, dark),
                "width": 3 if name.endswith("state") else 2,
                "dash": DASHES.get(name, "dash"),
            },
            marker={"size": 6 if len(line) <= MOST_MARKED else 2},  # without marks, no clicks
            customdata=tokens,
            hovertemplate="%{customdata}: %{y:.4f}",
            yaxis="y2" if name in below else "y",
        )
    figure.update_xaxes(**token_axis(labels, MOST_NAMED))
    if any(name in below for name in values):
        figure.update_layout(yaxis={"domain": UPPER}, yaxis2={"domain": LOWER, "anchor": "x"})
        figure.update_xaxes(anchor="y2")
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}  # it may have two lines
    return figure.update_layout(showlegend=True, legend=legend)


def with_level(figure: Figure, level: float, dark: bool = False) -> Figure:
    """Draw a line at the value from which the unit counts as on."""
    line = {"color": colour("hidden_state", dark), "dash": "dot", "width": 1}
    return figure.add_hline(y=level, line=line)


def with_span(figure: Figure, first: int, last: int, dark: bool = False) -> Figure:
    """Shade the marked tokens, from the first to the last, both counted from 1."""
    ink = colour("hidden_state", dark)
    return figure.add_vrect(first - 0.5, last + 0.5, line={"width": 0}, opacity=0.12, fillcolor=ink)


def unit_lines_of(
    trace: Trace,
    labels: Sequence[str],
    titles: Mapping[str, str],
    unit: int,
    dark: bool = False,
) -> Figure:
    """Return one line per quantity of a trace over its tokens.

    Args:
        trace: the trace to draw.
        labels: display text of its T tokens.
        titles: display name of each quantity.
        unit: the unit to draw, from 0.
        dark: whether the page is dark.
    """
    names = [quantity.name for quantity in in_reading_order(trace.quantities)]
    values = {name: trace[name][:, unit] for name in names}
    return unit_lines(values, labels, titles, dark)
