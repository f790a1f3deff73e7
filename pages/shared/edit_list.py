"""The edits in words, each with a button that takes it out; undo and reset."""

from collections.abc import Sequence

import streamlit as st

from core.analysis.edits import WhatIf
from core.edits import Edit
from pages.shared import edit_changes, ready_edits, show
from pages.shared.edit_words import said
from pages.shared.language import _
from pages.shared.selection import Selection


def edit_list(
    selection: Selection,
    labels: Sequence[str],
    others: Sequence[str],
    what_if: WhatIf,
) -> None:
    """Show what is changed, in order; where nothing is, experiments that are ready.

    Args:
        selection: says the edits.
        labels: how the text's tokens are shown.
        others: how those of the other sentence are shown.
        what_if: says which edits could not be made, and why.
    """
    edits = selection.edits
    if edits:
        with st.container(border=True, gap="small"):
            for place, edit in enumerate(edits):
                words = said(edit, labels, others)
                if place in what_if.left_out:
                    words = _("{edit} (not possible here)").format(edit=words)
                _row(place, edit, len(edits), words)
            _back(edits)
    for notice in what_if.notices:
        show.tell(notice)
    ready_edits.buttons(selection)
    if not edits and edit_changes.can_undo():
        _back(edits)


def _row(place: int, edit: Edit, count: int, words: str) -> None:
    what, out = st.columns([7, 1], vertical_alignment="center")
    what.text(words)
    out.button(
        "",
        icon=":material/close:",
        type="tertiary",
        help=_("Take this edit out"),
        key=f"remove-{place}-of-{count}",  # a press that comes late finds no other edit
        on_click=edit_changes.remove,
        args=[place, edit],
    )


def _back(edits: Sequence[Edit]) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Undo"),
            icon=":material/undo:",
            key="undo-edit",
            disabled=not edit_changes.can_undo(),
            on_click=edit_changes.undo,
        )
        st.button(
            _("Reset"),
            icon=":material/restart_alt:",
            key="reset-edits",
            disabled=not edits,
            on_click=edit_changes.reset,
        )
