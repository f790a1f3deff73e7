"""The weight matrices drawn to scale: one parameter is one square, the same for all cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from core.conventions import BIAS, FROM_H, FROM_X
from core.figures.labels import escape, quiet_layout
from core.figures.matrix_layout import Rectangle, layout
from core.figures.palette import colour, page
from core.figures.parameters import OPACITY
from core.parameter_table import FORWARD, by_tensor

if TYPE_CHECKING:
    from core.parameter_table import ParameterTable

LETTERS = {FROM_X: "x", FROM_H: "h", BIAS: "b"}
ROOM = {"l": 10, "r": 10, "t": 112, "b": 8}
"""Pixels around the matrices, for their labels."""
BESIDE, BELOW = 280, 900
"""Pixels that a cell has in width: three cells side by side, or one under the other."""
LOWEST, HIGHEST = 60, 600


def weight_matrices(
    tables: Sequence[ParameterTable],
    layer: int,
    titles: Mapping[str, str],
    kinds: Mapping[str, str],
    dark: bool = False,
) -> list[go.Figure]:
    """Return a figure for each table; the scale is the same in all of them, and for all layers.

    A row of numbers is a row of the picture. Both directions are alike: the forward one is drawn.

    Args:
        tables: what to compare; together they set the scale.
        layer: which layer to draw, 0-based.
        titles: what each block is called.
        kinds: what each kind (``from x``, ``from h``, ``bias``) is called.
        dark: for a dark page.
    """
    place = layout(tables, layer)
    width = BELOW if place.is_flat else BESIDE
    scaled = round(width * place.height / place.width)
    height = min(max(scaled, LOWEST), HIGHEST) + ROOM["t"] + ROOM["b"]
    figures = []
    for table, rectangles in zip(tables, place.cells, strict=True):
        figure = quiet_layout(go.Figure(_bars(rectangles, titles, dark)), height)
        _label(figure, table, rectangles, kinds, colour("hidden_state", dark))
        axis = {"visible": False, "constrain": "domain"}
        figure.update_xaxes(axis, range=[0, place.width], constraintoward="left")
        figure.update_yaxes(axis, range=[place.height, 0], constraintoward="top", scaleanchor="x")
        uniform = {"minsize": 9, "mode": "hide"}
        figures.append(figure.update_layout(margin=ROOM, barmode="overlay", uniformtext=uniform))
    return figures


def _bars(placed: Sequence[Rectangle], titles: Mapping[str, str], dark: bool) -> go.Bar:
    fills = [colour(one.row.block, dark) for one in placed]
    return go.Bar(
        x=[one.left + one.width / 2 for one in placed],
        width=[one.width for one in placed],
        base=[one.top for one in placed],
        y=[one.height for one in placed],
        marker={
            "color": fills,
            "opacity": [OPACITY[one.row.kind] for one in placed],
            # In the block's own colour, so that a bias of one column is seen at any scale.
            "line": {"width": 1, "color": fills},
        },
        # A word a line, so that it fits into a narrow block.
        text=[
            "" if one.row.kind == BIAS else escape(titles[one.row.block]).replace(" ", "<br>")
            for one in placed
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": page(dark), "size": 13},
        customdata=[
            [one.row.tensor, escape(titles[one.row.block]), _written(one.row.shape), one.row.count]
            for one in placed
        ],
        hovertemplate=(
            "%{customdata[0]} · %{customdata[1]}<br>%{customdata[2]}: %{customdata[3]:,}"
            "<extra></extra>"
        ),
    )


def _label(
    figure: go.Figure,
    table: ParameterTable,
    placed: Sequence[Rectangle],
    kinds: Mapping[str, str],
    ink: str,
) -> None:
    """Write the cell's name and shapes on top, and a letter above each matrix.

    The shapes are not beside their matrices: a matrix of one column has no room for them.
    """
    layer = placed[0].row.layer
    whole = [row for row in by_tensor(table) if (row.layer, row.direction) == (layer, FORWARD)]
    lines = [f"<b>{escape(table.cell.upper())}</b>"]
    for kind, rows in groupby(whole, lambda row: row.kind):
        shapes = " + ".join(_written(row.shape) for row in rows)
        lines.append(f"{escape(kinds[kind])}: {shapes}")
    top = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "align": "left"}
    figure.add_annotation(top, text="<br>".join(lines), yshift=22, font={"size": 14})
    for kind, blocks in groupby(placed, lambda one: one.row.kind):
        first, *others = blocks
        right = max(one.left + one.width for one in (first, *others))
        middle = (first.left + right) / 2
        figure.add_annotation(x=middle, y=first.top, text=LETTERS[kind], font={"size": 13})
    figure.update_annotations(showarrow=False, yanchor="bottom", font={"color": ink})


def _written(shape: Sequence[int]) -> str:
    return " × ".join(f"{size:,}" for size in shape)
