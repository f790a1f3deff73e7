"""English words in their case, clitics and marks, joined as people write them."""

from collections.abc import Iterator, Sequence

from .joined import Joined, joined
from .words import CLITICS, NO_SPACE_AFTER, NO_SPACE_BEFORE, SPLIT

_OPENING = {"“": '"', "\u2018": "'"}
_CLOSING = {"”": '"', "’": "'"}
_NO_SPACE_AROUND = {"--"}
_WITHOUT_SPACE = (CLITICS | {"n't"}) - {"'em", "'til"}


def join_cased_words(keys: Sequence[str]) -> Joined:
    """Return words as prose: marks and clitics without a space, quotation marks straight.

    >>> print(join_cased_words(["“", "I", "do", "n't", "--", "”", "said", "Alice", "."]).text)
    "I don't--" said Alice.
    """
    return joined(_pieces(keys))


def _pieces(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    before = ""
    for key in keys:
        yield " " * _has_space(before, key), _OPENING.get(key, _CLOSING.get(key, key))
        before = key


def _has_space(before: str, key: str) -> bool:
    if not before or before in _OPENING or before in NO_SPACE_AFTER | _NO_SPACE_AROUND:
        return False
    if key in _CLOSING or key in NO_SPACE_BEFORE | _NO_SPACE_AROUND:
        return False
    small = key.lower()
    return small not in _WITHOUT_SPACE and (before.lower(), small) not in SPLIT
