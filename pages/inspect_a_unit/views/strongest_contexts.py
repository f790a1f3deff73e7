"""Strongest contexts: where in the corpus the unit is highest and where it is lowest."""

from collections.abc import Callable, Mapping, Sequence
from typing import LiteralString

import streamlit as st

from core.corpus.index.state_index import StateIndex
from core.corpus.search.hits import Hit
from core.network import Network
from pages.inspect_a_unit.hit_list import hit_list, offer_hits, quantity_of
from pages.language import _
from pages.shared import prose
from pages.shared.quantity_titles import titles
from pages.shared.view.selection import Selection


def ranked_quantity(selection: Selection, index: StateIndex) -> str:
    """Return the quantity whose extremes are shown: the one that colours the text, if a state."""
    return selection.quantity if selection.quantity in index.quantities else "hidden_state"


def contexts(
    selection: Selection,
    network: Network,
    index: StateIndex,
    strong: Sequence[Hit],
    weak: Sequence[Hit],
    open_at: Callable[[int], object],
) -> None:
    """Show both lists side by side; a click on a place opens the text there.

    Args:
        selection: what is shown.
        network: the network that the index is of.
        index: the states that were searched.
        strong: the places of ``extreme_hits``, by ``ranked_quantity``.
        weak: the same with ``weakest``.
        open_at: is called with the position of the chosen token.
    """
    if not strong:
        prose.note(_("The text has no token. Choose another text above."), icon=":material/info:")
        return
    quantity = quantity_of(network, ranked_quantity(selection, index))
    sides: Mapping[str, tuple[LiteralString, Sequence[Hit]]] = {
        "strongest": (_("Highest"), strong),
        "weakest": (_("Lowest"), weak),
    }
    for (side, (title, hits)), column in zip(sides.items(), st.columns(2), strict=True):
        with column:
            prose.say(title)
            figures = [f"{hit.figure:+.3f}" for hit in hits]
            hit_list(f"{side}-contexts", hits, figures, quantity, selection, open_at)
            name = f"gatescope-unit-{selection.unit}-{side}-contexts"
            offer_hits(hits, quantity.name, name)
    text = _(
        "The {places:d} highest and lowest places of {quantity}, unit {unit:d}, among "
        "all tokens ({tokens:,}), with only one of places close together. The framed token has the "
        "value."
    )
    values = {"places": len(strong), "unit": selection.unit, "tokens": index.length}
    prose.caption(text, quantity=titles(selection.cell)[quantity.name], **values)
