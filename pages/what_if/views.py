"""The views of the edits' effect: on the opinion, all units, one unit, and each unit silenced."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.analysis.reading import Reading
from core.analysis.what_if import WhatIf, at_typed, difference
from core.edits import Edit, Hold
from core.figures.before_after import BeforeAfter, before_after
from core.figures.difference import difference as heatmap
from core.figures.plain import Figure
from core.spreadsheet import guard
from pages.components.over_chart import Clicked, Cursor
from pages.language import _
from pages.shared import pickers, prose
from pages.shared.about_network import output_names
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.quantity_titles import title, titles
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.what_if import ablation_table
from pages.what_if.outcome import output_in_question
from pages.what_if.view import WhatIfView


class Shown(NamedTuple):
    """The selection, the reading of the text, and its reading with the edits."""

    selection: Selection
    reading: Reading
    what_if: WhatIf


def show(selection: Selection, reading: Reading, what_if: WhatIf) -> None:
    """Show the selected view."""
    view = selection.of(WhatIfView)
    if view.effect == "ranking":
        ablation_table.ranking(selection, reading, what_if, output_in_question(selection, what_if))
    else:
        _VIEWS[view.effect](Shown(selection, reading, what_if))


def labels(reading: Reading, what_if: WhatIf) -> list[str]:
    """Return the labels of the typed tokens, each with the token read in its place, if any.

    A token's own label is alone where it is read itself, or where nothing is read.
    """
    read = [None if row is None else what_if.tokens[row].label for row in what_if.places]
    pairs = zip(reading.labels, read, strict=True)
    return [own if now in (own, None) else f"{own} → {now}" for own, now in pairs]


def spans(
    edits: Sequence[Edit], left_out: Sequence[int], tokens: int
) -> tuple[tuple[int, int], ...]:
    """Return the range of tokens at which each edit acts, the second position excluded.

    >>> spans((Hold("forget_gate", 0.0, None, 2), Hold("forget_gate", 0.0, None, 9)), (1,), 5)
    ((2, 5),)
    """
    acting = []
    for edit in (edit for place, edit in enumerate(edits) if place not in left_out):
        start = edit.start if isinstance(edit, Hold) else edit.position
        stop = edit.stop if isinstance(edit, Hold) else start + 1
        acting.append((start, tokens if stop is None else min(stop, tokens)))
    return tuple(acting)


def _opinion(shown: Shown) -> None:
    selection, reading, what_if = shown
    output = output_in_question(selection, what_if)

    def draw() -> Figure:
        line = BeforeAfter(
            title=output_names(reading)[output],
            before=what_if.opinions_before[:, output],
            after=at_typed(what_if.places, what_if.opinions_after)[:, output],
            bounds=None if reading.target == "next-value" else (0, 1),
        )
        return _drawn(shown, [line])

    alt = _("What the network says after every token, before and after the edits.")
    chart(
        "what-if-opinion",
        (*_of(shown), output),
        draw,
        alt,
        cursor=Cursor(selection.position),
        on_click=_go,
    )
    _shaded()


def _unit(shown: Shown) -> None:
    selection, _reading, what_if = shown
    pick_unit(what_if.before["hidden_state"].shape[1])

    def draw() -> Figure:
        lines = [
            BeforeAfter(
                title=title(quantity),
                before=what_if.before[quantity.name][:, selection.unit],
                after=at_typed(what_if.places, what_if.after[quantity.name])[:, selection.unit],
                quantity=quantity.name,
                bounds=quantity.bounds,
            )
            for quantity in what_if.before.quantities
        ]
        return _drawn(shown, lines)

    alt = _("Every quantity of the selected unit along the sentence, before and after the edits.")
    depends = (*_of(shown), selection.unit)
    chart("what-if-unit", depends, draw, alt, cursor=Cursor(selection.position), on_click=_go)
    _shaded()


def _difference(shown: Shown) -> None:
    selection, reading, what_if = shown
    quantity = _pick_quantity(selection, what_if)
    matrix = difference(what_if, quantity)
    title = _("{quantity}: after minus before").format(quantity=titles(selection.cell)[quantity])
    chart(
        "what-if-difference",
        (*_of(shown), quantity),
        lambda: heatmap(matrix, labels(reading, what_if), title, dark()),
        _("Heatmap: how far each unit is from what it was, units by tokens."),
        cursor=Cursor(selection.position, selection.unit),
        on_click=lambda point: session.cue(position=int(point.x), unit=int(point.y)),
    )
    largest = float(np.nanmax(np.abs(matrix), initial=0.0))
    text = _(
        "Unchanged places have the colour of the page; the largest change is {largest:.2g}. "
        "Click a place to choose its token and unit."
    )
    prose.caption(text, largest=largest)
    names = ("position", "token", "guarded", "unit", "before", "after", "difference")
    table_file(names, lambda: _rows(shown, quantity), f"gatescope-what-if-{quantity}")


def pick_unit(units: int) -> None:
    """Show the picker for the unit."""
    ends = (0, units - 1)
    pickers.number("unit", _("Unit"), ends, change=session.cue, key="effect-unit", width=160)


def _pick_quantity(selection: Selection, what_if: WhatIf) -> str:
    """Show the picker for the quantity that is compared; return its choice."""
    names = [quantity.name for quantity in what_if.before.quantities][::-1]  # states first
    quantity = selection.quantity if selection.quantity in names else "hidden_state"
    label = _("Quantity that is compared")
    key, called = "effect-quantity", titles(selection.cell).__getitem__
    pickers.one_of("quantity", label, names, called, shape="menu", value=quantity, key=key)
    return quantity


def _drawn(shown: Shown, lines: Sequence[BeforeAfter]) -> Figure:
    selection, reading, what_if = shown
    acting = spans(selection.of(WhatIfView).edits, what_if.left_out, len(reading.tokens))
    names = (_("before the edits"), _("after the edits"))
    return before_after(lines, labels(reading, what_if), names, acting, dark())


def _of(shown: Shown) -> tuple:
    """Return all that the two traces depend on."""
    view = shown.selection.of(WhatIfView)
    return shown.reading.digest, view.edits, view.other


def _go(point: Clicked) -> None:
    session.cue(position=int(point.x))


def _shaded() -> None:
    prose.caption(_("Shaded: tokens at which something is edited. Click a token to edit there."))


def _rows(shown: Shown, quantity: str) -> Iterator[tuple]:
    _selection, reading, what_if = shown
    before, after = what_if.before[quantity], at_typed(what_if.places, what_if.after[quantity])
    for position, label in enumerate(reading.labels):
        removed = what_if.places[position] is None
        for unit, (was, now) in enumerate(zip(before[position], after[position], strict=True)):
            read = (None, None) if removed else (float(now), float(now - was))
            yield position + 1, *guard(label), unit, float(was), *read


_VIEWS = {"opinion": _opinion, "difference": _difference, "unit": _unit}
