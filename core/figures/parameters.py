"""Where the parameters are: a bar for each cell, built of its blocks, each built of its tensors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import plotly.graph_objects as go

from ..parameters.conventions import BIAS, FROM_H, FROM_X
from .labels import escape, quiet_layout
from .palette import colour, page

if TYPE_CHECKING:
    from ..parameters.table import ParameterTable

OPACITY: Mapping[str, float] = {FROM_X: 1.0, FROM_H: 0.84, BIAS: 0.6}
"""Within a block's colour, what its numbers are multiplied with."""

BAR_WIDTH = 0.9

BLACK, WHITE = "#000000", page(dark=False)
"""What is written on a block: on any fill, one of both has a contrast of 4.5 : 1 or more."""


class Segment(NamedTuple):
    """One piece of one bar: all parameters of one kind in one block."""

    position: int
    block: str
    kind: str
    base: int
    height: int


def parameter_bars(
    tables: Sequence[ParameterTable],
    titles: Mapping[str, str],
    kinds: Mapping[str, str],
    order: str = "gate",
    dark: bool = False,
) -> go.Figure:
    """Return one stacked bar for each table, labelled where the numbers are.

    Layers and directions add up: a piece is all parameters of one kind in one block.

    Args:
        tables: what to compare, from left to right.
        titles: what each block is called.
        kinds: what each kind (``from x``, ``from h``, ``bias``) is called.
        order: which pieces stand together: those of one ``gate`` or those of one ``kind``.
        dark: for a dark page.
    """
    figure = go.Figure()
    segments = [
        piece for place, table in enumerate(tables) for piece in _segments(place, table, order)
    ]
    for kind in OPACITY:
        pieces = [segment for segment in segments if segment.kind == kind]
        figure.add_trace(_bars(pieces, titles, kinds[kind], dark))
    for position, table in enumerate(tables):
        ink = {"size": 16, "color": colour("hidden_state", dark)}
        total = {"text": f"<b>{table.total:,}</b>", "font": ink}
        figure.add_annotation(total, x=position, y=table.total, showarrow=False, yshift=14)
    figure.update_xaxes(
        tickvals=list(range(len(tables))),
        ticktext=[escape(table.cell.upper()) for table in tables],
        range=[-0.5, len(tables) - 0.5],
        tickfont={"size": 15, "color": colour("hidden_state", dark)},
    )
    figure.update_xaxes(showgrid=False, zeroline=False)
    figure.update_yaxes(visible=False, range=[0, 1.06 * max(table.total for table in tables)])
    quiet_layout(figure, 560)
    uniform = {"minsize": 9, "mode": "hide"}
    return figure.update_layout(barmode="overlay", uniformtext=uniform, margin={"l": 12})


def label_colour(block: str, kind: str, dark: bool = False) -> str:
    """Return the colour in which words are read best on what a block's parameters are drawn as.

    Contrast is that of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
    """
    opacity, parts = OPACITY[kind], zip(_rgb(colour(block, dark)), _rgb(page(dark)), strict=True)
    fill = _luminance([opacity * own + (1 - opacity) * behind for own, behind in parts]) + 0.05
    on_white = (_luminance(_rgb(WHITE)) + 0.05) / fill
    return WHITE if on_white >= fill / (_luminance(_rgb(BLACK)) + 0.05) else BLACK


def _rgb(colour: str) -> list[float]:
    """Return red, green and blue of ``#rrggbb``, from 0 to 1."""
    return [value / 255 for value in bytes.fromhex(colour[1:])]


def _luminance(rgb: Sequence[float]) -> float:
    """Return the relative luminance of WCAG 2.2: 0 for black, 1 for white."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb]
    return sum(share * v for share, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _segments(position: int, table: ParameterTable, order: str) -> Iterator[Segment]:
    """Yield the pieces of one bar from the bottom up, each on top of the one before."""
    counts = Counter[tuple[str, str]]()
    for row in table.rows:
        counts[row.block, row.kind] += row.count
    blocks, kinds = list(dict.fromkeys(row.block for row in table.rows)), list(OPACITY)
    by_gate, by_kind = product(blocks, kinds), product(kinds, blocks)
    places = {"gate": by_gate, "kind": ((block, kind) for kind, block in by_kind)}[order]
    base = 0
    for block, kind in places:
        yield Segment(position, block, kind, base, counts[block, kind])
        base += counts[block, kind]


def _bars(pieces: Sequence[Segment], titles: Mapping[str, str], kind: str, dark: bool) -> go.Bar:
    return go.Bar(
        x=[piece.position for piece in pieces],
        y=[piece.height for piece in pieces],
        base=[piece.base for piece in pieces],
        width=BAR_WIDTH,
        name=escape(kind),
        marker={
            "color": [colour(piece.block, dark) for piece in pieces],
            "opacity": OPACITY[pieces[0].kind],
            "line": {"width": 1, "color": page(dark)},
        },
        text=[
            f"{escape(titles[piece.block])}<br>{escape(kind)} · {piece.height:,}"
            for piece in pieces
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={
            "color": [label_colour(piece.block, piece.kind, dark) for piece in pieces],
            "size": 14,
        },
        customdata=[escape(titles[piece.block]) for piece in pieces],
        hovertemplate="%{customdata}<br>%{fullData.name} · %{y:,}<extra></extra>",
    )
