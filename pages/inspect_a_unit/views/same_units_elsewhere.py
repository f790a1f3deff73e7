"""Same units elsewhere: the units on throughout the marked tokens, and where they recur."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.corpus.index.state_index import StateIndex
from core.corpus.search.hits import SHOWN, Hit
from core.network import Network
from pages.inspect_a_unit.hit_list import hit_list, offer_hits, quantity_of
from pages.inspect_a_unit.view import InspectAUnitView
from pages.language import _, ngettext
from pages.shared import pickers, prose
from pages.shared.view import session
from pages.shared.view.selection import Selection

MOST_BUTTONS = 24
"""Units of the set that get a button; the rest are only counted."""


def pick() -> None:
    """Show the slider for the value from which a unit counts as on."""
    pickers.number(
        "threshold",
        _("A unit is on from"),
        parts=100,
        step=0.01,
        slider=True,
        help=_("Of the hidden state, which lies between −1 and 1."),
        width=400,
    )
    pickers.switch(
        "edges",
        _("and off just before and just after"),
        help=_("Then the set says that something begins and ends with the marked tokens."),
    )


def tokens_marked(selection: Selection) -> bool:
    """Return whether tokens are marked; if not, say how to do it."""
    view = selection.of(InspectAUnitView)
    if view.span is None:
        text = _(
            "Mark some tokens of the text above: drag over them with the mouse, or hold Shift "
            "and press the arrow keys. Then this shows which units are on throughout, and "
            "where else."
        )
        prose.note(text, icon=":material/ink_highlighter:")
    return view.span is not None


def same_units(
    selection: Selection,
    network: Network,
    index: StateIndex,
    units: Sequence[int],
    hits: Sequence[Hit],
    open_at: Callable[[int], object],
) -> None:
    """Show the set of units and the places where most of them are on again.

    Args:
        selection: what is shown; tokens are marked.
        network: the network that the index is of.
        index: the states that were searched.
        units: those that are on throughout the marked tokens, of ``units_on``.
        hits: where most of them are on, of ``match_hits``.
        open_at: is called with the position of the first token of the chosen place.
    """
    if not _set(units, index.hidden_size, selection.of(InspectAUnitView).edges):
        return
    figures = [_figures(hit) for hit in hits]
    hidden = quantity_of(network, "hidden_state")
    hit_list("found-places", hits, figures, hidden, selection, open_at)
    text = _(
        "Runs of tokens at each of which more than half of the set is on, the most alike first: "
        "overlap is the units in both sets divided by the units in either, averaged over the run. "
        "At most {most:d} are shown. Colours show unit {unit:d}."
    )
    prose.caption(text, most=SHOWN, unit=selection.unit)
    offer_hits(hits, "overlap", "gatescope-same-units")


def _figures(hit: Hit) -> str:
    length = hit.stop - hit.start
    tokens = ngettext("{length:,} token", "{length:,} tokens", length).format(length=length)
    return _("overlap {overlap:.2f}").format(overlap=hit.figure) + f" · {tokens}"


def _set(units: Sequence[int], hidden_size: int, edges: bool) -> bool:
    """Show the set as buttons, each of which chooses its unit; return whether it has any."""
    count = len(units)
    if not count:
        text = _("No unit is on at every marked token. Lower the threshold or mark fewer tokens.")
        if edges:
            text = _("No unit is on in the marked tokens and off around them: untick the box.")
        prose.note(text, icon=":material/info:")
        return False
    text = _("On at every marked token, {count:d} of {all:d} units:")
    prose.caption(text, count=count, all=hidden_size)
    with st.container(horizontal=True, gap="small"):
        for unit in units[:MOST_BUTTONS]:
            st.button(
                prose.compose("{unit:d}", unit=unit),
                key=f"on-{unit}",
                on_click=_choose,
                args=[unit],
            )
        if count > MOST_BUTTONS:
            prose.caption(_("and {more:d} more"), more=count - MOST_BUTTONS)
    return True


def _choose(unit: int) -> None:
    session.cue(unit=unit)
