"""Cleaning of a text before it is split into tokens, with notices of what was changed.

The order matters: cap the length, replace lone surrogates, cap runs of combining marks, and only
then normalise, because normalising a long run of unordered marks is slow (100,000 marks: 6.7 s).
Nothing else is changed: control characters and all line ends stay.
"""

from dataclasses import dataclass
from unicodedata import normalize

import regex

from ..notation import N_, Notice

MAX_LENGTH = 2_000
"""Number of code points of a typed text that are used."""

MAX_MARKS = 30
"""Number of combining marks in a row that are used: what Unicode calls stream-safe (UAX #15)."""

_SURROGATES = regex.compile("[\ud800-\udfff]")
_EXCESS_MARKS = regex.compile(rf"(?<=\p{{M}}{{{MAX_MARKS}}})\p{{M}}+")

_TRUNCATED = N_("Showing the first {shown} of {total} characters.")
_SURROGATES_REPLACED = N_("Broken characters (lone surrogates) shown as \ufffd: {count}.")
_MARKS_LEFT_OUT = N_("Combining marks left out because more than 30 were in a row: {count}.")
_NORMALISED = N_("Letters and their accents were joined into single characters (Unicode NFC).")


@dataclass(frozen=True)
class CleanText:
    """A text that is safe to split and to show, and notices of what was changed."""

    text: str
    notices: tuple[Notice, ...]


def clean(text: str, limit: int | None = MAX_LENGTH) -> CleanText:
    """Make a typed text safe, in time linear in its length, and report what was changed.

    Args:
        text: any string.
        limit: code points to keep; ``None`` keeps all.

    Returns:
        Text in Unicode normal form C without lone surrogates. Cleaning it again changes nothing.
    """
    valid, surrogates = _SURROGATES.subn("\ufffd", text[:limit])
    capped = _cap_marks(valid)
    normal = normalize("NFC", capped)
    recapped = _cap_marks(normal)  # normalising splits some marks into two,
    final = recapped[:limit]  # and some letters into a letter and a mark
    cut = len(valid) < len(text) or len(final) < len(recapped)
    marks = len(valid) - len(capped) + len(normal) - len(recapped)
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
