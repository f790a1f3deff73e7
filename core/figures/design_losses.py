"""What designs of a cell have come to, a dot for each seed, between the optimum and the rulers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .labels import escape, quiet_layout
from .palette import colour, network_colour, page
from .plain import Figure

ROW, FLAG = 46, 18
"""Pixels of a design's row, and of the name of a ruler."""
MARGIN, SIDE, NAMES = 56, 16, 128
BEYOND = 0.04
"""Share of the axis before the optimum and after the largest loss."""


class Row(NamedTuple):
    """A design.

    Attributes:
        name: what it is called, and after a colon more about it, which has a line of its own.
        losses: of its seeds.
        hovers: what is said of each on hovering.
    """

    name: str
    losses: Sequence[float]
    hovers: Sequence[str]


def design_losses(
    rows: Sequence[Row],
    optimum: tuple[str, float],
    rulers: Sequence[tuple[str, float]],
    axis: str,
    dark: bool = False,
) -> Figure:
    """Return a row of dots for each design, over a band as wide as the dots of the first one.

    Args:
        rows: the designs, from top to bottom.
        optimum: the name and the value of the least loss that there can be: a solid line.
        rulers: those of what knows less: dashed lines, where they are among the dots.
        axis: title of the axis of losses.
        dark: whether the page is dark.
    """
    figure, losses = Figure(), [loss for row in rows for loss in row.losses]
    width = max(losses) - optimum[1]
    low, high = optimum[1] - BEYOND * width, max(losses) + BEYOND * width
    lines = [optimum, *(ruler for ruler in rulers if optimum[1] < ruler[1] <= high)]
    figure.update_xaxes(title=escape(axis), range=[low, high], zeroline=False, showgrid=False)
    _band(figure, rows, dark)
    _lines(figure, sorted(lines, key=lambda line: line[1]), len(rows) - 0.5, dark)
    for place, row in enumerate(rows):
        _row(figure, place, row, dark)
    top = -0.5 - (len(lines) + 0.5) * FLAG / ROW
    figure.update_yaxes(range=[len(rows) - 0.5, top], visible=False, fixedrange=True)
    quiet_layout(figure, round((len(rows) - 0.5 - top) * ROW) + MARGIN)
    return figure.update_layout(margin={"l": SIDE, "r": NAMES, "t": 4, "b": MARGIN - 4})


def _band(figure: Figure, rows: Sequence[Row], dark: bool) -> None:
    ends = {"x0": min(rows[0].losses), "x1": max(rows[0].losses)}
    fill = {"fillcolor": network_colour(0, dark), "opacity": 0.12, "line": {"width": 0}}
    figure.add_shape(type="rect", y0=-0.5, y1=len(rows) - 0.5, layer="below", **ends, **fill)


def _lines(figure: Figure, lines: Sequence[tuple[str, float]], bottom: float, dark: bool) -> None:
    """Draw lines, each up to its name; no line runs through the name of another one.

    In the left half names stand to the right of their lines, the first one highest; in the right
    half to the left of them, the last one highest. In a narrow window they hide what is behind.
    """
    ink, middle = colour("hidden_state", dark), sum(figure.layout["xaxis"]["range"]) / 2
    left = [line for line in lines if line[1] <= middle]
    for height, line in enumerate([*left, *reversed(lines[len(left) :])]):
        name, value = line
        y = -0.5 - (len(lines) - height) * FLAG / ROW
        look = {"color": ink, "width": 1, "dash": "dash"}
        if line == lines[0]:
            look |= {"width": 2, "dash": "solid"}
        ends = {"x0": value, "x1": value, "y0": bottom, "y1": y}
        figure.add_shape(type="line", layer="below", line=look, **ends)
        figure.add_annotation(
            text=escape(f"{name} {value:.4f}"),
            x=value,
            y=y,
            xanchor="left" if value <= middle else "right",
            xshift=3 if value <= middle else -3,
            yanchor="middle",
            showarrow=False,
            font={"size": 12, "color": ink},
            bgcolor=page(dark),
        )


def _row(figure: Figure, place: int, row: Row, dark: bool) -> None:
    ink = network_colour(0, dark) if place == 0 else colour("hidden_state", dark)
    edge = {"width": 1, "color": page(dark)}
    figure.add_scatter(
        x=list(row.losses),
        y=[place + 0.18] * len(row.losses),
        text=[*map(escape, row.hovers)],
        name=escape(row.name),
        mode="markers",
        marker={"size": 11, "color": ink, "opacity": 0.8, "line": edge},
        hovertemplate="%{fullData.name}<br>%{text}<extra></extra>",
    )
    figure.add_annotation(
        text="<br>".join(escape(part) for part in row.name.split(": ", 1)),
        x=1,
        xref="x domain",
        xanchor="left",
        xshift=8,
        align="left",
        y=place + 0.18,
        yanchor="middle",
        showarrow=False,
        font={"size": 13, "color": ink},
    )
