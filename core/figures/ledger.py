"""One unit's memory over time, as the sum of what remains of each token's contribution."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..text.display import ellipsis
from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .palette import MOST_PARTS, colour, page, part_colour
from .plain import Bar, Figure, Scatter

HEIGHT = 480
LONGEST, WIDTH = 9, 82
"""Letters of a token and pixels of a name in the legend, which has several columns on a phone."""


def largest_columns(matrix: np.ndarray, at: int, most: int = MOST_PARTS) -> np.ndarray:
    """Return the columns of a ledger with the largest entries at a step, in the order of tokens.

    Columns with nothing there come after them, those with the largest areas first.

    Args:
        matrix: ``(T, T + 1)``.
        at: the step, from 0; of a ledger without steps, whatever it is.
        most: largest number of columns.
    """
    sizes = np.abs(matrix)
    areas, entries = sizes.sum(axis=0), sizes[at : at + 1].sum(axis=0)
    largest = np.lexsort((-areas, -entries))[:most]
    return np.sort(largest[areas[largest] > 0])


def ledger(
    matrix: np.ndarray,
    memory: np.ndarray,
    labels: Sequence[str],
    names: tuple[str, str, str],
    at: int,
    quantity: str = "cell_state",
    most: int = MOST_PARTS,
    dark: bool = False,
) -> Figure:
    """Return stacked areas with one column per step, positive parts upwards, negative downwards.

    The line is the memory itself, their sum. A point's ``x`` is its step, from 1.

    Args:
        matrix: row t: what remains at step t of the initial state (column 0) and of what token k
            wrote (column k + 1), ``(T, T + 1)``.
        memory: sums of the rows, ``(T,)``.
        labels: display text of the T tokens.
        names: display names of the initial state, of all other tokens and of the memory.
        at: the step, from 0, whose largest entries have colours of their own.
        quantity: the quantity that is the memory, for the colour of its line.
        most: number of columns with a colour of their own, at most ``MOST_PARTS``.
        dark: whether the page is dark.
    """
    initial, others, whole = names
    parts = largest_columns(matrix, at, most)
    figure = Figure()
    for place, column in enumerate(map(int, parts)):
        name = escape(f"{column} {ellipsis(labels[column - 1], LONGEST)}" if column else initial)
        figure.add_trace(_area(matrix[:, column], name, part_colour(place, dark), labels))
    rest = np.delete(matrix, parts, axis=1)
    figure.add_traces(_others(rest, escape(others), labels, dark))
    figure.add_traces(_memory(memory, escape(whole), labels, quantity, dark))
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(zeroline=True, zerolinecolor=colour("hidden_state", dark))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
    legend["entrywidth"] = WIDTH
    return figure.update_layout(
        barmode="relative", bargap=0, showlegend=True, legend=legend, margin={"t": 60, "b": 56}
    )


def _area(values: np.ndarray, name: str, ink: str, labels: Sequence[str]) -> Bar:
    return Bar(
        x=np.arange(1, len(labels) + 1),
        y=values,
        name=name,
        marker={"color": ink, "line": {"width": 0}},
        hovertext=[
            f"{name}<br>{step} {escape(label)}: {value:+.4f}"
            for step, (label, value) in enumerate(zip(labels, values, strict=True), start=1)
        ],
        hoverinfo="text",
    )


def _others(rest: np.ndarray, name: str, labels: Sequence[str], dark: bool) -> list[Bar]:
    """Return the positive and negative parts of all other columns; the legend has one entry."""
    sides = [np.where(rest * sign > 0, rest, 0.0).sum(axis=1) for sign in (1, -1)]
    areas = [_area(side, name, part_colour(None, dark), labels) for side in sides if side.any()]
    for place, area in enumerate(areas):
        area.update(legendgroup="others", showlegend=place == 0)
    return areas


def _memory(
    memory: np.ndarray, name: str, labels: Sequence[str], quantity: str, dark: bool
) -> list[Scatter]:
    """Return the line, outlined in the page's colour so that it stands out on every area."""
    line = Scatter(
        x=np.arange(1, len(labels) + 1),
        y=memory,
        name=name,
        mode="lines+markers" if len(labels) <= MOST_LABELS else "lines",
        line={"color": colour(quantity, dark), "width": 3},
        marker={"size": 7, "line": {"color": page(dark), "width": 1}},
        hovertext=[
            f"{escape(label)}<br>{name}: {value:+.4f}"
            for label, value in zip(labels, memory, strict=True)
        ],
        hoverinfo="text",
    )
    outline = {"mode": "lines", "line": {"color": page(dark), "width": 6}, "hoverinfo": "skip"}
    return [Scatter(line).update(showlegend=False, hovertext=None, **outline), line]
