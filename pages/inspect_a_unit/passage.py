"""The text, coloured by the unit, and navigation between the parts of a long text."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.corpus.excerpts.excerpt import Excerpt
from core.corpus.index.state_index import StateIndex
from core.corpus.recompute.quantities import quantity_in
from core.notation import Quantity
from pages.components.passage import (
    PackedPassage,
    PassageCue,
    PassageText,
    UnitValues,
    pack,
    passage,
    read_settled,
    units_around,
)
from pages.inspect_a_unit import cached
from pages.inspect_a_unit.cached import Watched
from pages.inspect_a_unit.hit_list import quantity_of
from pages.inspect_a_unit.view import MAX_SPAN, InspectAUnitView
from pages.language import _, current
from pages.shared import pickers, prose
from pages.shared.cached.own_networks import texts_of
from pages.shared.quantity_titles import titles
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

BEFORE = 200
"""A passage that is opened at a chosen token begins this many tokens before it."""
_INTO_VIEW, _KEY = "into-view", "passage"


def step(selection: Selection) -> str:
    """Return the name of the selection's field for the current token of the passage."""
    return "position" if selection.of(InspectAUnitView).corpus == "text" else "spot"


def part(selection: Selection, watched: Watched) -> Excerpt:
    """Return the part of the text on screen; clamp step and unit, drop a span beyond the text."""
    view, index = selection.of(InspectAUnitView), watched.state_index
    here = cached.passage(index.key.name, min(view.place, max(index.length - 1, 0)), watched)
    if view.span is not None and view.span[1] > index.length:
        session.choose(span=None)
    session.within(len(here), index.hidden_size, step(selection))
    return here


def at(selection: Selection, here: Excerpt) -> int:
    """Return the position in the corpus of the current token, from 0."""
    return here.first + registry.value(selection, step(selection)) - 1


def opener(
    selection: Selection, here: Excerpt, index: StateIndex, into_view: bool = False
) -> Callable[[int], object]:
    """Return a callback that goes to a position in the corpus, in another passage if needed.

    Args:
        selection: what is shown.
        here: the passage on screen.
        index: the network's states on the corpus.
        into_view: whether the page then scrolls to the text, for lists without a cursor.
    """
    first, stop = here.first, here.first + len(here)

    def open_at(position: int) -> None:
        place = first if first <= position < stop else _before(position, index)
        session.cue(**{"place": place, step(selection): position - place + 1})
        if into_view:
            session.keep(_INTO_VIEW, session.cue_now().number)

    return open_at


def pick_quantity(selection: Selection, watched: Watched) -> None:
    """Show the picker for the quantity that colours the text."""
    names = tuple(quantity.name for quantity in watched.network.cell.quantities)
    pickers.one_of(
        "quantity",
        _("Colour the text by"),
        names[::-1],  # states first: they identify the unit
        titles(selection.cell).__getitem__,
        shape="menu",
        value=_quantity(selection, watched),
    )


def digest_of(index: StateIndex, here: Excerpt) -> str:
    """Return the name under which the passage reports where its reader is."""
    return f"{index.key.name}-{here.first}"


def show(selection: Selection, watched: Watched, here: Excerpt) -> None:
    """Show the passage; take over the place where the reader stops."""
    index, language = watched.state_index, current()
    digest = digest_of(index, here)
    units = units_around(selection.unit, index.hidden_size, len(here))
    name, threshold = _quantity(selection, watched), selection.of(InspectAUnitView).threshold
    fixed, lecture = texts_of(selection.model).has_lines, selection.lecture

    def packed() -> PackedPassage:
        sizes = (index.length, index.hidden_size, MAX_SPAN)
        text = PassageText(digest, here, *sizes, fixed=fixed, lecture=lecture)
        return pack(text, _values(watched, here, units, name, threshold), _KEY)

    around = units.start, units.stop
    of = (digest, len(here), around, name, threshold, fixed, lecture, language)
    passage(
        cached.packed(of, packed),
        _cue(here.first),
        on_settled=_settled(_KEY, digest, here.first, step(selection)),
        key=_KEY,
    )
    if len(here) < index.length:
        _turn(selection, here, index)


def _quantity(selection: Selection, watched: Watched) -> str:
    names = [quantity.name for quantity in watched.network.cell.quantities]
    return selection.quantity if selection.quantity in names else "hidden_state"


def _values(watched: Watched, here: Excerpt, units: range, name: str, threshold: int) -> UnitValues:
    network, _corpus, index = watched
    states = cached.states(index.key.name, (here.first, here.first + len(here)), watched)
    (hidden,) = quantity_in(network, index, states, units, "hidden_state")
    (values,) = quantity_in(network, index, states, units, name)
    quantity, least = quantity_of(network, name), np.float32(threshold / 100)
    on, largest = hidden >= least, _largest(quantity, watched)
    return UnitValues(quantity, units, values, on, float(least), largest)


def _largest(quantity: Quantity, watched: Watched) -> float | None:
    """Return the magnitude that has the full colour in all units; ``None`` if bounds give it."""
    if quantity.bounds is not None:
        return None
    moments = watched.state_index.statistics.moments[quantity.name]
    return float(max(np.abs(moments.smallest).max(), np.abs(moments.largest).max())) or None


def _cue(first: int) -> PassageCue:
    cued, number = session.selection_cued(), session.cue_now().number
    position = first + registry.value(cued, step(cued)) - 1
    into_view = session.kept(_INTO_VIEW, None) == number
    return PassageCue(number, position, cued.unit, cued.of(InspectAUnitView).span, into_view)


def _settled(key: str, digest: str, first: int, field: str) -> Callable[[], None]:
    """Return a callback that takes over the place where the reader stopped in this passage."""

    def settled() -> None:
        report = read_settled(session.reported(key, "settled"))
        if report is not None and report.digest == digest:
            here = {field: report.position - first + 1}
            session.choose(unit=report.unit, span=report.span, **here)

    return settled


def _turn(selection: Selection, here: Excerpt, index: StateIndex) -> None:
    """Offer the parts of the text before and after this one."""
    first, stop = here.first, here.first + len(here)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Earlier"),
            icon=":material/arrow_back:",
            disabled=first == 0,
            on_click=_go,
            args=[selection, max(first - len(here), 0)],
            key="earlier",
        )
        text = _("Tokens {first:,} to {last:,} of {total:,}")
        prose.caption(text, first=first + 1, last=stop, total=index.length)
        st.button(
            _("Later"),
            icon=":material/arrow_forward:",
            disabled=stop >= index.length,
            on_click=_go,
            args=[selection, stop],
            key="later",
        )


def _go(selection: Selection, place: int) -> None:
    session.cue(**{"place": place, step(selection): 1})


def _before(position: int, index: StateIndex) -> int:
    """Return the start of a passage that shows what precedes a position."""
    begin = max(position - BEFORE, 0)
    document = index.document_of(begin)
    same = document == index.document_of(position)
    return begin if same else int(index.first_tokens[document])
