"""Along the text: every quantity of the unit around the current token."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from core.corpus.excerpts.excerpt import Excerpt
from core.corpus.index.state_index import StateIndex
from core.figures.plain import Figure
from core.figures.unit_lines import MOST_NAMED, unit_lines, with_level, with_span
from core.spreadsheet import guard
from core.text import ellipsis, visible
from pages.components.over_chart import Clicked, Cursor
from pages.inspect_a_unit.view import InspectAUnitView
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.quantity_titles import titles
from pages.shared.view.selection import Selection

LONGEST = MOST_NAMED
"""Tokens in a chart: as many as can all be labelled."""
STEP = LONGEST // 2
"""Tokens by which the chart moves on, so that most moves of the cursor redraw nothing."""


def window(at: int, length: int) -> tuple[int, int]:
    """Return the range of tokens drawn around one, the second position excluded.

    >>> window(0, 1000), window(500, 1000), window(999, 1000), window(2, 5)
    ((0, 80), (460, 540), (920, 1000), (0, 5))
    """
    start = max(at // STEP * STEP - STEP // 2, 0)
    start = max(min(start, length - LONGEST), 0)
    return start, min(start + LONGEST, length)


def along(
    selection: Selection,
    index: StateIndex,
    excerpt: Excerpt,
    values: Mapping[str, np.ndarray],
    cursor: Cursor,
    open_at: Callable[[int], object],
) -> None:
    """Show every quantity of the unit as a line; a click moves the cursor.

    Args:
        selection: what is shown.
        index: the network's states on the corpus.
        excerpt: the tokens of ``window``.
        values: quantity -> its values there, ``(n, 1)``, as ``quantities_of`` gives them.
        cursor: the current token.
        open_at: is called with the position of the clicked token.
    """
    view = selection.of(InspectAUnitView)
    lines = {name: line[:, 0] for name, line in values.items()}
    labels = [ellipsis(visible(label)) for label in excerpt.labels]
    span = _within(view.span, excerpt)

    def draw() -> Figure:
        figure = unit_lines(lines, labels, titles(selection.cell), dark(), below=("cell_state",))
        with_level(figure, view.threshold / 100, dark())
        return figure if span is None else with_span(figure, *span, dark())

    def clicked(point: Clicked) -> None:
        if 1 <= point.x <= len(excerpt):
            open_at(excerpt.first + int(point.x) - 1)

    depends = (index.key.name, selection.unit, excerpt.first, span, view.threshold)
    alt = _("Every quantity of the unit along the text, one line each.")
    chart("unit-along", depends, draw, alt, cursor=cursor, on_click=clicked)
    _caption(selection, excerpt, index)
    name = f"gatescope-unit-{selection.unit}-along"
    table_file(
        ("position", "token", "guarded", *lines), lambda: _rows(excerpt, lines), f"{name}-the-text"
    )


def _caption(selection: Selection, excerpt: Excerpt, index: StateIndex) -> None:
    text = _(
        "Tokens {first:,} to {last:,} of {total:,}. At or above the dotted line, "
        "{threshold:.2f}, the unit counts as on; the shaded tokens are the marked ones."
    )
    prose.caption(
        text,
        first=excerpt.first + 1,
        last=excerpt.first + len(excerpt),
        total=index.length,
        threshold=selection.of(InspectAUnitView).threshold / 100,
    )


def _within(span: tuple[int, int] | None, excerpt: Excerpt) -> tuple[int, int] | None:
    """Return the first and the last marked token that is drawn, both from 1, if any is."""
    if span is None:
        return None
    first = max(span[0] - excerpt.first + 1, 1)
    last = min(span[1] - excerpt.first, len(excerpt))
    return (first, last) if first <= last else None


def _rows(excerpt: Excerpt, lines: Mapping[str, np.ndarray]) -> Iterator[tuple]:
    values = zip(*(line.tolist() for line in lines.values()), strict=True)
    for row, (label, numbers) in enumerate(zip(excerpt.labels, values, strict=True)):
        yield excerpt.first + row + 1, *guard(label), *numbers
