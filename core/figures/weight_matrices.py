"""The weight matrices drawn to scale, with squares of one size for all parameters and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..parameters.conventions import BIAS, FROM_H, FROM_X
from ..parameters.table import FORWARD, by_tensor
from .labels import escape, quiet_layout
from .matrix_layout import Layout, Rectangle
from .palette import colour
from .parameters import OPACITY, label_colour
from .plain import Bar, Figure

if TYPE_CHECKING:
    from ..parameters.table import ParameterTable

LETTERS: Mapping[str, str] = {FROM_X: "x", FROM_H: "h", BIAS: "b"}
MARGIN = {"l": 10, "r": 10, "t": 112, "b": 8}
"""Pixels around the matrices, for their labels."""
BESIDE, BELOW = 280, 900
"""Width of a cell in pixels when three stand side by side, and when they stand below each other."""
LOWEST, HIGHEST = 30, 600


def weight_matrices(
    drawn: Layout,
    place: int,
    titles: Mapping[str, str],
    kinds: Mapping[str, str],
    dark: bool = False,
) -> Figure:
    """Return one cell's matrices, at a scale shared by all cells and layers of the layout.

    A row of a matrix is a row of the figure. Both directions have equal shapes; the forward one is
    drawn.

    Args:
        drawn: one layer of the cells shown side by side.
        place: index of the cell, from 0.
        titles: display name of each block.
        kinds: display name of each kind (``from x``, ``from h``, ``bias``).
        dark: whether the page is dark.
    """
    table, placed = drawn.tables[place], drawn.cells[place]
    scaled = round((BELOW if drawn.is_flat else BESIDE) * drawn.height / drawn.width)
    height = min(max(scaled, LOWEST), HIGHEST) + MARGIN["t"] + MARGIN["b"]
    axis = {"visible": False, "constrain": "domain"}
    plain = {"showarrow": False, "yanchor": "bottom"}
    ink = colour("hidden_state", dark)
    labels = [_shapes(table, placed[0].row.layer, kinds), *_letters(placed)]
    figure = quiet_layout(Figure(_bars(placed, titles, dark)), height)
    return figure.update_layout(
        margin=MARGIN,
        barmode="overlay",
        uniformtext={"minsize": 9, "mode": "hide"},
        xaxis=axis | {"range": [0, drawn.width], "constraintoward": "left"},
        yaxis=axis | {"range": [drawn.height, 0], "constraintoward": "top", "scaleanchor": "x"},
        annotations=[label | plain | {"font": {"size": 14, "color": ink}} for label in labels],
    )


def _bars(placed: Sequence[Rectangle], titles: Mapping[str, str], dark: bool) -> Bar:
    fills = [colour(rectangle.row.block, dark) for rectangle in placed]
    return Bar(
        x=[rectangle.left + rectangle.width / 2 for rectangle in placed],
        width=[rectangle.width for rectangle in placed],
        base=[rectangle.top for rectangle in placed],
        y=[rectangle.height for rectangle in placed],
        marker={
            "color": fills,
            "opacity": [OPACITY[rectangle.row.kind] for rectangle in placed],
            # In the block's own colour, so that a bias of one column is visible at any scale.
            "line": {"width": 1, "color": fills},
        },
        # One word per line, so that it fits into a narrow block.
        text=[
            ""
            if rectangle.row.kind == BIAS
            else escape(titles[rectangle.row.block]).replace(" ", "<br>")
            for rectangle in placed
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={
            "color": [
                label_colour(rectangle.row.block, rectangle.row.kind, dark) for rectangle in placed
            ],
            "size": 13,
        },
        customdata=[
            [
                rectangle.row.tensor,
                escape(titles[rectangle.row.block]),
                _written(rectangle.row.shape),
                rectangle.row.count,
            ]
            for rectangle in placed
        ],
        hovertemplate=(
            "%{customdata[0]} · %{customdata[1]}<br>%{customdata[2]}: %{customdata[3]:,}"
            "<extra></extra>"
        ),
    )


def _shapes(table: ParameterTable, layer: int, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return the cell's name and the shapes of its matrices, to go above them.

    Beside a matrix of one column there would be no room for its shape.
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
    for kind, blocks in groupby(placed, lambda rectangle: rectangle.row.kind):
        first, *others = blocks
        right = max(rectangle.left + rectangle.width for rectangle in (first, *others))
        yield {"x": (first.left + right) / 2, "y": first.top, "text": LETTERS[kind]}


def _written(shape: Sequence[int]) -> str:
    return " × ".join(f"{size:,}" for size in shape)
