"""Which view of memory and gradients is open, and what it shows."""

from collections.abc import Mapping

import streamlit as st

from core.analysis.reading import Reading
from core.network import Network
from core.notation import N_
from pages.language import _
from pages.memory_and_gradients import connectivity, constructed_cells, ledger, reach, truncation
from pages.shared.view import session
from pages.shared.view.selection import LENSES, Selection

LENS_NAMES = {
    "reach": N_("Reaching back"),
    "connections": N_("Who feeds whom"),
    "ledger": N_("Ledger of the memory"),
    "built": N_("Constructed cells"),
    "training": N_("Training: cut and clip"),
}


def pick(selection: Selection) -> None:
    """Ask for the view."""
    key = session.widget("lens", selection.lens)
    st.segmented_control(
        _("View"),
        LENSES,
        format_func=lambda name: _(LENS_NAMES[name]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=session.on_change(key, lambda name: session.choose(lens=name)),
    )


def needs_text(lens: str) -> bool:
    """Return whether a view is about the text; constructed cells read none of ours."""
    return lens != "built"


def show(
    selection: Selection, networks: Mapping[str, Network], readings: Mapping[str, Reading]
) -> None:
    """Show the view that the selection says.

    Args:
        selection: what is looked at.
        networks: those beside each other, by name.
        readings: what each read: the same tokens, at least one, if the view needs a text.
    """
    if selection.lens == "built":
        constructed_cells.show(selection)
    else:
        _VIEWS[selection.lens](selection, networks, readings)


_VIEWS = {
    "reach": reach.show,
    "connections": connectivity.show,
    "ledger": ledger.show,
    "training": truncation.show,
}
