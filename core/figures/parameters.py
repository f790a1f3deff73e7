"""Where the parameters are: a bar for each cell, divided into its blocks and their tensors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from ..parameters.conventions import BIAS, FROM_H, FROM_X
from .labels import escape, quiet_layout
from .palette import colour, page
from .plain import Bar, Figure

if TYPE_CHECKING:
    from ..parameters.table import ParameterTable

OPACITY: Mapping[str, float] = {FROM_X: 1.0, FROM_H: 0.84, BIAS: 0.6}
"""Opacity within a block's colour, by what its parameters are multiplied with."""

BAR_WIDTH = 0.9

BLACK, WHITE = "#000000", page(dark=False)
"""Colours of the text on a block: on any fill, one of them has a contrast of at least 4.5 : 1."""


class Segment(NamedTuple):
    """One segment of one bar: all parameters of one kind in one block."""

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
) -> Figure:
    """Return one stacked bar for each table, with a label on each segment.

    Layers and directions are added up: a segment is all parameters of one kind in one block.

    Args:
        tables: what to compare, from left to right.
        titles: display name of each block.
        kinds: display name of each kind (``from x``, ``from h``, ``bias``).
        order: whether segments are grouped by ``gate`` or by ``kind``.
        dark: whether the page is dark.
    """
    figure = Figure()
    segments = [
        segment
        for position, table in enumerate(tables)
        for segment in _segments(position, table, order)
    ]
    for kind in OPACITY:
        of_kind = [segment for segment in segments if segment.kind == kind]
        figure.add_trace(_bars(of_kind, titles, kinds[kind], dark))
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
    """Return the text colour, black or white, that is most legible on a block's fill.

    Contrast is as in WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
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
    """Yield the segments of one bar from the bottom up, each on top of the one before."""
    counts = Counter[tuple[str, str]]()
    for row in table.rows:
        counts[row.block, row.kind] += row.count
    blocks, kinds = list(dict.fromkeys(row.block for row in table.rows)), list(OPACITY)
    by_gate, by_kind = product(blocks, kinds), product(kinds, blocks)
    pairs = {"gate": by_gate, "kind": ((block, kind) for kind, block in by_kind)}[order]
    base = 0
    for block, kind in pairs:
        yield Segment(position, block, kind, base, counts[block, kind])
        base += counts[block, kind]


def _bars(segments: Sequence[Segment], titles: Mapping[str, str], kind: str, dark: bool) -> Bar:
    return Bar(
        x=[segment.position for segment in segments],
        y=[segment.height for segment in segments],
        base=[segment.base for segment in segments],
        width=BAR_WIDTH,
        name=escape(kind),
        marker={
            "color": [colour(segment.block, dark) for segment in segments],
            "opacity": OPACITY[segments[0].kind],
            "line": {"width": 1, "color": page(dark)},
        },
        text=[
            f"{escape(titles[segment.block])}<br>{escape(kind)} · {segment.height:,}"
            for segment in segments
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={
            "color": [label_colour(segment.block, segment.kind, dark) for segment in segments],
            "size": 14,
        },
        customdata=[escape(titles[segment.block]) for segment in segments],
        hovertemplate="%{customdata}<br>%{fullData.name} · %{y:,}<extra></extra>",
    )
