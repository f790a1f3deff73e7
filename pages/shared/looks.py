"""Which view of the unit stands below the text."""

import streamlit as st

from core.notation import N_
from pages.language import _
from pages.shared import session
from pages.shared.selection import LOOKS, Selection

LOOK_NAMES = {
    "along": N_("Along the text"),
    "spread": N_("Spread"),
    "contexts": N_("Strongest contexts"),
    "tracks": N_("What it tracks"),
    "found": N_("Same units elsewhere"),
}


def pick(selection: Selection) -> None:
    """Ask for the view."""
    key = session.widget("look", selection.look)
    st.segmented_control(
        _("View"),
        LOOKS,
        format_func=lambda name: _(LOOK_NAMES[name]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=session.on_change(key, lambda name: session.choose(look=name)),
    )
