"""The edits in words, each with a button that removes it; undo and reset."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.analysis.what_if import WhatIf
from core.edits import Edit, Remove, Replace
from pages.language import _
from pages.shared import messages
from pages.shared.undo import undo_and_reset
from pages.shared.view.selection import Selection
from pages.what_if import changes
from pages.what_if.view import WhatIfView
from pages.what_if.wording import in_words


def edit_list(
    selection: Selection,
    labels: Sequence[str],
    others: Sequence[str],
    what_if: WhatIf,
) -> None:
    """Show the edits in order, always in one container: what is below keeps its place and focus.

    Args:
        selection: holds the edits.
        labels: how the text's tokens are shown.
        others: how those of the other sentence are shown.
        what_if: holds the edits that could not be made, and why.
    """
    edits, whole = selection.of(WhatIfView).edits, st.container()
    if not edits and not changes.HISTORY.can_undo():
        return
    with whole.container(border=True, gap="small"):
        with st.container(gap="small"):
            for place, edit in enumerate(edits):
                words = in_words(_as_made(place, edits, what_if), selection.cell, labels, others)
                if place in what_if.left_out:
                    words = _("{edit} (not possible here)").format(edit=words)
                _row(place, edit, len(edits), words)
            for notice in what_if.notices:
                messages.tell(notice)
        undo_and_reset(changes.HISTORY, (), not edits, ("undo-edit", "reset-edits"))


def _as_made(place: int, edits: Sequence[Edit], what_if: WhatIf) -> Edit:
    """Return an edit; where a text was typed to be read instead, with the token that is read."""
    edit, later = edits[place], edits[place + 1 :]
    if not isinstance(edit, Replace) or not edit.text or place in what_if.left_out:
        return edit
    row = what_if.places[edit.position]
    if row is None or any(_rereads(other, edit.position) for other in later):
        return edit
    return replace(edit, text=what_if.tokens[row].label)


def _rereads(edit: Edit, position: int) -> bool:
    return isinstance(edit, Remove | Replace) and edit.position == position


def _row(place: int, edit: Edit, count: int, words: str) -> None:
    row = st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="small"
    )  # on a phone, columns would be stacked
    row.text(words, width="stretch")
    row.button(
        _("Remove"),
        icon=":material/close:",
        type="tertiary",
        help=_("Remove this edit"),
        key=f"remove-{place}-of-{count}",  # so that a late press does not hit another edit
        on_click=changes.remove,
        args=[place, edit],
    )
