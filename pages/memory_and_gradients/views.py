"""The views of memory and gradients: the picker, and the call of the open one."""

import streamlit as st

from pages.language import _
from pages.memory_and_gradients import connectivity, constructed_cells, ledger, reach, truncation
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import pickers
from pages.shared.side_by_side import SideBySide
from pages.shared.view.selection import Selection


def pick() -> None:
    """Show the picker for the view."""
    pickers.one_of("lens", _("View"), label_visibility="collapsed")


def needs_text(lens: str) -> bool:
    """Return whether a view is about the text; constructed cells do not read it."""
    return lens != "built"


def show(selection: Selection, compared: SideBySide) -> None:
    """Show the selected view.

    Args:
        selection: what is shown.
        compared: the networks side by side, and the text as each reads it, if the view needs one.
    """
    lens = selection.of(MemoryAndGradientsView).lens
    if lens in _OF_THE_QUEUE:
        _VIEWS[lens](selection, compared)
        return
    with st.spinner(_("Measuring …")):
        if lens == "built":
            constructed_cells.show(selection)
        else:
            _VIEWS[lens](selection, compared)


_VIEWS = {
    "reach": reach.show,
    "connections": connectivity.show,
    "ledger": ledger.show,
    "training": truncation.show,
}
_OF_THE_QUEUE = ("reach", "connections")
"""Views that say themselves what they wait for: a spinner is a thread, which costs every run."""
