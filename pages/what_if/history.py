"""Changes to the list of edits: each is written into the link and can be taken back."""

from core.edits import Edit
from pages.shared.view import session
from pages.what_if.link_edits import MAX_EDITS
from pages.what_if.view import WhatIfView

MOST_KEPT = 100
_EARLIER = "earlier-edits"

Edits = tuple[Edit, ...]


def full() -> bool:
    """Return whether no more edits can be made."""
    return len(session.view(WhatIfView).edits) >= MAX_EDITS


def add(edit: Edit) -> None:
    """Add an edit at the end, if there is room; a button that is pressed twice adds one."""
    now = session.view(WhatIfView).edits
    if now[-1:] != (edit,):
        become((*now, edit)[:MAX_EDITS])


def remove(place: int, edit: Edit) -> None:
    """Take one edit out of the list, if it still stands in this place."""
    edits = session.view(WhatIfView).edits
    if edits[place : place + 1] == (edit,):
        become(edits[:place] + edits[place + 1 :])


def reset() -> None:
    """Take all edits out of the list."""
    become(())


def undo() -> None:
    """Take the last change back, if there is one."""
    earlier = _earlier()
    if earlier:  # two presses may arrive together
        session.keep(_EARLIER, earlier[:-1])
        session.choose(edits=earlier[-1][0])


def can_undo() -> bool:
    """Return whether there is a change to take back."""
    return bool(_earlier())


def become(edits: Edits) -> None:
    """Put other edits in the place of those there are."""
    now = session.view(WhatIfView).edits
    if edits != now:
        session.keep(_EARLIER, (*_earlier(), (now, edits))[-MOST_KEPT:])
        session.choose(edits=edits)


def _earlier() -> tuple[tuple[Edits, Edits], ...]:
    """Return the changes, each from what to what, that have led to the list there is.

    After Back, or in a link that was opened, the last ones have not.
    """
    earlier, now = session.kept(_EARLIER, ()), session.view(WhatIfView).edits
    while earlier and earlier[-1][1] != now:
        earlier = earlier[:-1]
    return earlier
