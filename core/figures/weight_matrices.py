"""The weight matrices drawn to scale: one parameter is one square, the same for all cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from ..parameters.conventions import BIAS, FROM_H, FROM_X
from ..parameters.table import FORWARD, by_tensor
from .labels import escape, quiet_layout
from .matrix_layout import Layout, Rectangle
from .palette import colour
from .parameters import OPACITY, label_colour

if TYPE_CHECKING:
    from ..parameters.table import ParameterTable

LETTERS: Mapping[str, str] = {FROM_X: "x", FROM_H: "h", BIAS: "b"}
ROOM = {"l": 10, "r": 10, "t": 112, "b": 8}
"""Pixels around the matrices, for their labels."""
BESIDE, BELOW = 280, 900
"""Pixels that a cell has in width: three cells side by side, or one under the other."""
LOWEST, HIGHEST = 30, 600


def weight_matrices(
    drawn: Layout,
    place: int,
    titles: Mapping[str, str],
    kinds: Mapping[str, str],
    dark: bool = False,
) -> go.Figure:
    """Return one cell's matrices; the scale is that of all cells and layers of the layout.

    A row of numbers is a row of the picture. Both directions are alike: the forward one is drawn.

    Args:
        drawn: one layer of the cells that stand side by side.
        place: which of the cells, from 0.
        titles: what each block is called.
        kinds: what each kind (``from x``, ``from h``, ``bias``) is called.
        dark: for a dark page.
    """
    table, placed = drawn.tables[place], drawn.cells[place]
    scaled = round((BELOW if drawn.is_flat else BESIDE) * drawn.height / drawn.width)
    height = min(max(scaled, LOWEST), HIGHEST) + ROOM["t"] + ROOM["b"]
    axis = {"visible": False, "constrain": "domain"}
    look = {"showarrow": False, "yanchor": "bottom"}
    ink = colour("hidden_state", dark)
    labels = [_shapes(table, placed[0].row.layer, kinds), *_letters(placed)]
    figure = quiet_layout(go.Figure(_bars(placed, titles, dark)), height)
    return figure.update_layout(
        margin=ROOM,
        barmode="overlay",
        uniformtext={"minsize": 9, "mode": "hide"},
        xaxis=axis | {"range": [0, drawn.width], "constraintoward": "left"},
        yaxis=axis | {"range": [drawn.height, 0], "constraintoward": "top", "scaleanchor": "x"},
        annotations=[label | look | {"font": {"size": 14, "color": ink}} for label in labels],
    )


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
        textfont={
            "color": [label_colour(one.row.block, one.row.kind, dark) for one in placed],
            "size": 13,
        },
        customdata=[
            [one.row.tensor, escape(titles[one.row.block]), _written(one.row.shape), one.row.count]
            for one in placed
        ],
        hovertemplate=(
            "%{customdata[0]} · %{customdata[1]}<br>%{customdata[2]}: %{customdata[3]:,}"
            "<extra></extra>"
        ),
    )


def _shapes(table: ParameterTable, layer: int, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return the cell's name and its matrices' shapes, which stand on top.

    Beside its matrix a shape has no room where that has one column.
    """
    whole = [row for row in by_tensor(table) if (row.layer, row.direction) == (layer, FORWARD)]
    lines = [f"<b>{escape(table.cell.upper())}</b>"]
    for kind, rows in groupby(whole, lambda row: row.kind):
        shapes = " + ".join(_written(row.shape) for row in rows)
        lines.append(f"{escape(kinds[kind])}: {shapes}")
    text = {"text": "<br>".join(lines), "xanchor": "left", "align": "left", "yshift": 22}
    return text | {"x": 0, "y": 1, "xref": "paper", "yref": "paper"}


def _letters(placed: Sequence[Rectangle]) -> Iterator[dict[str, Any]]:
    """Yield a letter above each matrix, one above both biases."""
    for kind, blocks in groupby(placed, lambda one: one.row.kind):
        first, *others = blocks
        right = max(one.left + one.width for one in (first, *others))
        yield {"x": (first.left + right) / 2, "y": first.top, "text": LETTERS[kind]}


def _written(shape: Sequence[int]) -> str:
    return " × ".join(f"{size:,}" for size in shape)
