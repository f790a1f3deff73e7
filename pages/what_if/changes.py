"""Changes to the list of edits: each is written into the link and can be undone."""

from core.edits import Edit
from pages.shared.view import session
from pages.shared.view.history import History
from pages.what_if.link_edits import MAX_EDITS
from pages.what_if.view import WhatIfView

HISTORY = History("edits")


def full() -> bool:
    """Return whether no more edits can be made."""
    return len(_edits()) >= MAX_EDITS


def add(edit: Edit) -> None:
    """Add an edit at the end, unless the list is full; a button pressed twice adds one edit."""
    if _edits()[-1:] != (edit,):
        HISTORY.change((*_edits(), edit)[:MAX_EDITS])


def remove(place: int, edit: Edit) -> None:
    """Remove one edit from the list, if it is still in this place."""
    edits = _edits()
    if edits[place : place + 1] == (edit,):
        HISTORY.change(edits[:place] + edits[place + 1 :])


def _edits() -> tuple[Edit, ...]:
    return session.view(WhatIfView).edits
