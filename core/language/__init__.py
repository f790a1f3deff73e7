"""The languages of the screens and their catalogues of translations.

A string in the code is English and is its own key. The catalogues of other languages are beside
this file, as ``<language>.po``, and are read once at start; no compiled ones are stored.
``make messages`` updates them from the code.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "ko": "한국어"})
"""Each language's code and its name in that language; the first is the language of the code."""

DEFAULT = next(iter(LANGUAGES))
CATALOGUES = Path(__file__).parent


def best(locale: str | None) -> str:
    """Return the language for a browser's locale such as ``"ko-KR"``; English if there is none.

    >>> best("ko-KR"), best("en_GB"), best("fr"), best(None)
    ('ko', 'en', 'en', 'en')
    """
    primary = (locale or "").replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else DEFAULT


def _read_catalogue(path: Path) -> GNUTranslations:
    """Return the translations of one ``.po`` file, compiled in memory."""
    with path.open("rb") as po_file:
        catalogue = read_po(po_file, locale=path.stem, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


TRANSLATIONS: Mapping[str, NullTranslations] = {DEFAULT: NullTranslations()} | {
    language: _read_catalogue(CATALOGUES / f"{language}.po")
    for language in LANGUAGES
    if language != DEFAULT
}
