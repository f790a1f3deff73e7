"""What happens to a text before it is split into tokens, and what the person who typed it is told.

The order is part of the method: cap the length, repair lone surrogates, cap runs of combining
marks, and only then normalise, because normalising a long run of marks out of order is slow
(100,000 marks: 6.7 s). Nothing else is changed: control characters and all line ends stay.
"""

from dataclasses import dataclass
from unicodedata import normalize

import regex

from ..notation import N_, Notice

MAX_LENGTH = 2_000
"""Code points of a typed text that are used."""

MAX_MARKS = 30
"""Combining marks in a row that are used: what Unicode calls stream-safe (UAX #15)."""

_SURROGATES = regex.compile("[\ud800-\udfff]")
_EXCESS_MARKS = regex.compile(rf"(?<=\p{{M}}{{{MAX_MARKS}}})\p{{M}}+")

_TRUNCATED = N_("Showing the first {shown} of {total} characters.")
_SURROGATES_REPLACED = N_("Broken characters (lone surrogates) shown as \ufffd: {count}.")
_MARKS_LEFT_OUT = N_("Combining marks left out, because more than 30 follow each other: {count}.")
_NORMALISED = N_("Letters and their accents were joined into single characters (Unicode NFC).")


@dataclass(frozen=True)
class CleanText:
    """A text that is safe to split and to show, and what was done to make it so."""

    text: str
    notices: tuple[Notice, ...]


def clean(text: str, limit: int | None = MAX_LENGTH) -> CleanText:
    """Make a typed text safe, in time linear in its length, and say what was changed.

    Args:
        text: any string.
        limit: code points to keep; ``None`` keeps all.

    Returns:
        Text in normal form C without lone surrogates. Cleaning it again changes nothing.
    """
    kept, surrogates = _SURROGATES.subn("\ufffd", text[:limit])
    capped = _cap_marks(kept)
    normal = normalize("NFC", capped)
    recapped = _cap_marks(normal)  # normalising makes two marks of some marks,
    final = recapped[:limit]  # and a letter and a mark of some letters
    cut = len(kept) < len(text) or len(final) < len(recapped)
    marks = len(kept) - len(capped) + len(normal) - len(recapped)
    notices = (
        (cut, Notice(_TRUNCATED, {"shown": len(final), "total": len(text)})),
        (surrogates > 0, Notice(_SURROGATES_REPLACED, {"count": surrogates})),
        (marks > 0, Notice(_MARKS_LEFT_OUT, {"count": marks})),
        (normal != capped, Notice(_NORMALISED)),
    )
    return CleanText(final, tuple(notice for applies, notice in notices if applies))


def _cap_marks(text: str) -> str:
    """Keep the first 30 of each run of combining marks."""
    return _EXCESS_MARKS.sub("", text)
