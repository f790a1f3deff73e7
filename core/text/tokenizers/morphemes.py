"""Korean morphemes: stems, endings and particles, each with what it is, found by Kiwi.

Kiwi (https://github.com/bab2min/Kiwi) is loaded once in a process, when the first text comes: about
a second and 300 MiB. Its dictionary of names of several words is left out: it would put white space
within a token, take twice the time to load, and half as much memory again.

It reads about 60,000 Korean characters a second (2,000 in 33 ms), about ten times fewer
than the other tokenizers; its time grows with the length, as it is given pieces of bounded length.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

import regex

from .base import CLUSTER, FLAGS, SURROGATES, Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi
    from kiwipiepy import Token as Found

LONGEST_PIECE = 200
"""Characters that are analysed at once. Kiwi's time grows with the square of some longer words."""

_PIECE = regex.compile(
    rf"\S (?: .{{0,{LONGEST_PIECE - 1}}} (?! \S ) | \S{{0,{LONGEST_PIECE - 1}}} )", FLAGS
)
_WHITE_SPACE = regex.compile(r"\s")
_REPEATED = regex.compile(r"(\D)\1{3,}")
_CHARACTER = regex.compile(CLUSTER, FLAGS)
_ONE_AT_A_TIME = Lock()


class MorphemeTokenizer:
    """One token for each morpheme; its key and label are its dictionary form and its tag.

    The tags are Kiwi's: NNG a noun, VV a verb's stem, EP an ending before the last, EF the last …

    Two morphemes that are contracted into one syllable cannot be cut apart in the text, so they
    have one and the same span: two spans are either equal or have no character in common. A
    morpheme that is only understood (the 하 in 재밋게) shares the span of what follows.

    >>> tokens = MorphemeTokenizer().tokenize("영화를 봤다")
    >>> [(token.text, token.key) for token in tokens]
    [('영화', '영화/NNG'), ('를', '를/JKO'), ('봤', '보/VV'), ('봤', '었/EP'), ('다', '다/EF')]
    """

    name = "morphemes"

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the morphemes in order; what Kiwi passes over, but white space, by characters."""
        return tuple(token for piece in _PIECE.finditer(text) for token in _tokens(piece))

    def label(self, token: Token) -> str:
        """Return the form and its tag, such as ``하/VV``."""
        return token.key


def _tokens(piece: regex.Match[str]) -> Iterator[Token]:
    """Return the tokens of a piece, with their places in the whole text."""
    text, offset, covered = piece[0], piece.start(), 0
    for keys, start, end in [*_shared(_analysed(text)), ((), len(text), len(text))]:
        for rest in _CHARACTER.finditer(text, covered, start):
            yield Token(rest[0], offset + rest.start(), offset + rest.end(), rest[0])
        for key in keys:
            yield Token(text[start:end], offset + start, offset + end, key)
        covered = end


def _analysed(text: str) -> Iterator[tuple[str, int, int]]:
    """Return key, start and end of each morpheme as Kiwi has it, but each with a character."""
    # One character for one; over rare white space, Kiwi would let a hashtag go on.
    plain = _WHITE_SPACE.sub(" ", text.translate(SURROGATES))
    for found in cast("list[Found]", _kiwi().tokenize(plain, compatible_jamo=True)):
        start = found.start
        if found.len == 0 and plain[start : start + 1] in ("", " "):
            start -= 1  # only understood, and nothing follows that it could share a character with
        form = _REPEATED.sub(r"\1\1\1", found.form.lower())
        yield f"{form}/{found.tag}", start, start + max(found.len, 1)


def _shared(
    morphemes: Iterator[tuple[str, int, int]],
) -> Sequence[tuple[Sequence[str], int, int]]:
    """Give those that have a character in common one span; return the keys in each span."""
    groups: list[tuple[list[str], int, int]] = []
    for key, start, end in morphemes:
        keys: list[str] = []
        while groups and start < groups[-1][2]:
            earlier, first, last = groups.pop()
            keys, start, end = earlier + keys, min(start, first), max(end, last)
        groups.append(([*keys, key], start, end))
    return groups


def _kiwi() -> "Kiwi":
    """Return the one Kiwi of this process; sessions that need it at once wait for one loading."""
    with _ONE_AT_A_TIME:
        return _loaded_kiwi()


@cache
def _loaded_kiwi() -> "Kiwi":
    from kiwipiepy import Kiwi  # here, because most sessions never come to Korean

    kiwi = Kiwi(num_workers=1, load_multi_dict=False)
    kiwi.tokenize("")  # the first text makes it read its model
    return kiwi
