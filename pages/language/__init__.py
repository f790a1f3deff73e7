"""The language that this visitor reads: every string on a screen passes through here.

Streamlit runs each session in a thread of its own, so the choice is a context variable, set by
``use`` at the top of every run.

A translation counts as a literal for the type checker: it is as much ours as the text it stands
for. What a visitor typed is no literal, and ``pages.shared.prose`` takes it as a value only.
"""

from contextvars import ContextVar
from typing import LiteralString, cast

from core.language import DEFAULT, LANGUAGES, TRANSLATIONS
from core.notation import Message

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use(language: str) -> None:
    """Use ``language`` for the rest of this script run.

    Raises:
        ValueError: If there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"use expected one of {', '.join(LANGUAGES)}, got {language!r:.40}.")
    _current.set(language)


def current() -> str:
    """Return the code of the language in use, a key of ``LANGUAGES``."""
    return _current.get()


def _(message: LiteralString | Message) -> LiteralString:
    """Return ``message`` in the language in use, or unchanged if it is not translated."""
    if not message:  # gettext answers the empty key with the catalogue's own header
        return ""
    return cast(LiteralString, TRANSLATIONS[_current.get()].gettext(message))


def ngettext(singular: LiteralString, plural: LiteralString, count: int) -> LiteralString:
    """Return the form for ``count``, in the language in use."""
    return cast(LiteralString, TRANSLATIONS[_current.get()].ngettext(singular, plural, count))
