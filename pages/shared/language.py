"""The language of the screen: every string a person reads passes through here.

A string in the code is English and is its own key. Other languages are catalogues beside this
file, ``locale/<language>.po``, read once at start: nothing compiled stands in the tree. Streamlit
runs each session in a thread of its own, so the choice is a context variable, set by ``use`` at
the top of every run. ``make messages`` brings the catalogues up to date with the code.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.notation import N_

__all__ = ["DEFAULT", "LANGUAGES", "N_", "_", "best", "current", "ngettext", "use"]

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "ko": "한국어"})
"""Each language's code and its name in itself; the first is the language of the code."""

DEFAULT = next(iter(LANGUAGES))
LOCALE_FOLDER = Path(__file__).parent / "locale"


def _read_catalogue(path: Path) -> GNUTranslations:
    """Return the translations of one ``.po`` file, compiled in memory."""
    with path.open("rb") as po_file:
        catalogue = read_po(po_file, locale=path.stem, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


_TRANSLATIONS: Mapping[str, NullTranslations] = {DEFAULT: NullTranslations()} | {
    language: _read_catalogue(LOCALE_FOLDER / f"{language}.po")
    for language in LANGUAGES
    if language != DEFAULT
}
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


def best(locale: str | None) -> str:
    """Return the language that suits a browser's locale such as ``"ko-KR"``; English if none does.

    >>> best("ko-KR"), best("en_GB"), best("fr"), best(None)
    ('ko', 'en', 'en', 'en')
    """
    primary = (locale or "").replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else DEFAULT


def _(message: str) -> str:
    """Return ``message`` in the language in use, or as it stands where it is not translated."""
    # gettext answers the empty key with the catalogue's own header.
    return _TRANSLATIONS[_current.get()].gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that suits ``count``, in the language in use."""
    return _TRANSLATIONS[_current.get()].ngettext(singular, plural, count)
