"""The script that a text is written in: the one that most of its letters belong to."""

from collections import Counter

import regex

from ..notation import N_, Message

SCRIPTS: dict[str, Message] = {
    "Latin": N_("Latin letters"),
    "Hangul": N_("Hangul"),
    "Han": N_("Chinese characters"),
    "Kana": N_("Japanese kana"),
    "Cyrillic": N_("Cyrillic letters"),
    "Greek": N_("Greek letters"),
    "Arabic": N_("Arabic letters"),
    "Hebrew": N_("Hebrew letters"),
    "Devanagari": N_("Devanagari letters"),
    "Thai": N_("Thai letters"),
    "other": N_("letters of another script"),
}
"""The scripts that are told apart, by Unicode's names, and what each is called."""

_PATTERNS = {
    "Latin": r"(?<!\p{N})\p{Script=Latin}+",  # the e in 1e-3 is part of a number
    "Kana": r"[\p{Hiragana}\p{Katakana}ー]+",
    "other": r"[\p{L}--[\p{Script=Latin}\p{Common}]]",
}
"""The patterns of those that are not simply all letters of one script of Unicode."""


def _pattern(name: str) -> str:
    return _PATTERNS.get(name, rf"\p{{{name}}}+")


_LETTERS = regex.compile(
    "|".join(f"(?P<{name}>{_pattern(name)})" for name in SCRIPTS), regex.VERSION1
)
_SYLLABLES = {"Hangul", "Han"}
"""Their characters are syllables or words: one says as much as two or three letters."""


def script_of(text: str) -> str | None:
    """Return the script of most of a text; ``None`` where it has no letters.

    >>> script_of("정말 good이다"), script_of("Is 봉준호 any good?"), script_of("(1 0.5 1e-3)")
    ('Hangul', 'Latin', None)

    Returns:
        A key of ``SCRIPTS``.
    """
    letters = Counter[str]()
    for match in _LETTERS.finditer(text):
        script = match.lastgroup or "other"
        letters[script] += len(match[0]) * (5 if script in _SYLLABLES else 2)
    return max(letters, key=letters.__getitem__) if letters else None
