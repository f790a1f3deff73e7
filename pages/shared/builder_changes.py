"""Changes to the model that is built: each is written into the link and can be undone."""

from collections.abc import Callable

from core.models import Model, from_text, to_text
from pages.shared import session

MOST_KEPT = 100
_HISTORY = "builder-history"


def model_now() -> Model:
    """Return the model that the selection says."""
    return from_text(session.selection_now().stack)[0]


def change(edit: Callable[[Model], Model]) -> None:
    """Change the model as it is now, and keep what it was.

    An edit is a function of the model, so that of two that arrive together none is lost: a size
    that was typed, and the button that was pressed after it.
    """
    text = to_text(edit(model_now()))
    if text != session.selection_now().stack:
        session.keep(_HISTORY, (*_history(), text)[-MOST_KEPT:])
        session.choose(stack=text)


def undo() -> None:
    """Take the last change back."""
    *earlier, _now = _history()
    session.keep(_HISTORY, tuple(earlier))
    session.choose(stack=earlier[-1])


def can_undo() -> bool:
    """Return whether there is a change to take back."""
    return len(_history()) > 1


def _history() -> tuple[str, ...]:
    """Return what the model has been, as texts; the last is what it is now.

    The browser's Back takes it to an earlier one, and what came after that is forgotten; a link
    that was opened puts another model at the end.
    """
    kept, now = session.kept(_HISTORY, ()), session.selection_now().stack
    if kept[-1:] == (now,):
        return kept
    if now in kept:
        return kept[: len(kept) - kept[::-1].index(now)]
    return (*kept, now)
