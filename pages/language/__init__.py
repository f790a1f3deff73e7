"""The language that this visitor reads: every string on a screen passes through here.

Streamlit runs each session in a thread of its own, so the choice is a context variable, set by
``use`` at the top of every run.
"""

from contextvars import ContextVar

from core.language import DEFAULT, LANGUAGES, TRANSLATIONS

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use(language: str) -> None:
    """Speak ``language`` for the rest of this script run.

    Raises:
        ValueError: If there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"use expected one of {', '.join(LANGUAGES)}, got {language!r:.40}.")
    _current.set(language)


def current() -> str:
    """Return the code of the language in use, a key of ``LANGUAGES``."""
    return _current.get()


def _(message: str) -> str:
    """Return ``message`` in the language in use, or as it stands where it is not translated."""
    # gettext answers the empty key with the catalogue's own header.
    return TRANSLATIONS[_current.get()].gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that suits ``count``, in the language in use."""
    return TRANSLATIONS[_current.get()].ngettext(singular, plural, count)
