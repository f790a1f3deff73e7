"""Undo: the changes that were made here to one field of the view, taken back one at a time.

Opening a link is not a change, and neither is the browser's Back. After either, only the changes
that led to the value shown can be undone. The others can be undone again once the browser has gone
back to the value that they led to.
"""

from typing import Any

from pages.shared.view import registry, session

MOST_KEPT = 100


class History:
    """The changes of one field; they are kept for the session, as the field is."""

    def __init__(self, field: str) -> None:
        """Keep the changes of a field, whichever record owns it."""
        self.field = field

    def change(self, value: Any) -> None:
        """Give the field another value, as a change that can be undone."""
        if value != self._now():
            change = (self._now(), value)
            session.keep(self._key, (*self._changes(), change)[-MOST_KEPT:])
            session.choose(**{self.field: value})

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        *earlier, last = self._changes() or (None,)
        if last is not None:  # two presses may arrive together
            session.keep(self._key, tuple(earlier))
            session.choose(**{self.field: last[0]})

    def can_undo(self) -> bool:
        """Return whether there is a change to take back."""
        return bool(self._changes())

    @property
    def _key(self) -> str:
        return f"history-of-{self.field}"

    def _now(self) -> Any:
        return registry.value(session.selection_now(), self.field)

    def _changes(self) -> tuple[tuple[Any, Any], ...]:
        """Return the changes, as pairs of old and new value, that led to the value there is now."""
        changes = session.kept(self._key, ())
        while changes and changes[-1][1] != self._now():
            changes = changes[:-1]
        return changes
