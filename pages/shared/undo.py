"""Two buttons below a list of changes: one takes back the last of them, one all."""

from typing import Any

import streamlit as st

from pages.language import _
from pages.shared.view.history import History


def undo_and_reset(history: History, empty: Any, is_empty: bool, keys: tuple[str, str]) -> None:
    """Show both buttons.

    Args:
        history: the changes.
        empty: what the field has where nothing is changed.
        is_empty: whether that is so now.
        keys: of the buttons.
    """
    undo, reset = keys
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Undo"),
            icon=":material/undo:",
            key=undo,
            disabled=not history.can_undo(),
            on_click=history.undo,
        )
        st.button(
            _("Reset"),
            icon=":material/restart_alt:",
            key=reset,
            disabled=is_empty,
            on_click=history.change,
            args=[empty],
        )
