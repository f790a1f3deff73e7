"""Changes to the list of edits: each is written into the link and can be taken back."""

from core.edits import Edit
from pages.shared import session
from pages.shared.selection import MAX_EDITS

MOST_KEPT = 100
_EARLIER = "earlier-edits"

Edits = tuple[Edit, ...]


def full() -> bool:
    """Return whether no more edits can be made."""
    return len(session.selection_now().edits) >= MAX_EDITS


def add(*edits: Edit) -> None:
    """Add edits at the end, as far as there is room."""
    become((*session.selection_now().edits, *edits)[:MAX_EDITS])


def remove(place: int, edit: Edit) -> None:
    """Take one edit out of the list, if it still stands in this place."""
    edits = session.selection_now().edits
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
        session.choose(edits=earlier[-1])


def can_undo() -> bool:
    """Return whether there is a change to take back."""
    return bool(_earlier())


def become(edits: Edits) -> None:
    """Put other edits in the place of those there are."""
    now = session.selection_now().edits
    if edits != now:
        session.keep(_EARLIER, (*_earlier(), now)[-MOST_KEPT:])
        session.choose(edits=edits)


def _earlier() -> tuple[Edits, ...]:
    """Return what the list was before each change; what it is now, as after Back, is left out."""
    earlier = session.kept(_EARLIER, ())
    while earlier and earlier[-1] == session.selection_now().edits:
        earlier = earlier[:-1]
    return earlier
