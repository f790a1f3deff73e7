"""Changes to the model that is built: each is written into the link and can be undone."""

from collections.abc import Callable

from core.models import Model, from_text, to_text
from pages.shared import session

MOST_UNDONE = 100
_BEFORE = "builder-before"


def model_now() -> Model:
    """Return the model that the selection says."""
    return from_text(session.selection_now().stack)[0]


def change(edit: Callable[[Model], Model]) -> None:
    """Change the model as it is now, and keep what it was.

    An edit is a function of the model, so that of two that arrive together none is lost: a size
    that was typed, and the button that was pressed after it.
    """
    before = session.selection_now().stack
    after = to_text(edit(model_now()))
    if after != before:
        session.keep(_BEFORE, (*_before(), before)[-MOST_UNDONE:])
        session.choose(stack=after)


def undo() -> None:
    """Take the last change back."""
    *older, before = _before()
    session.keep(_BEFORE, tuple(older))
    session.choose(stack=before)


def can_undo() -> bool:
    """Return whether there is a change to take back."""
    return bool(_before())


def _before() -> tuple[str, ...]:
    """Return what the model was before each change, without those that are on the screen again.

    The browser's Back returns to an earlier model without taking anything from here.
    """
    earlier = session.kept(_BEFORE, ())
    while earlier and earlier[-1] == session.selection_now().stack:
        earlier = earlier[:-1]
    return earlier
