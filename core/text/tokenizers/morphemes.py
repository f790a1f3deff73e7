"""A tokenizer by Korean morphemes (stems, endings and particles with their tags), using Kiwi.

Kiwi (https://github.com/bab2min/Kiwi) is loaded once per process, at the first text, which takes
about a second and 300 MiB. Its dictionary of names of several words is left out: it would put white
space within a token, double the loading time, and take half as much memory again.

It reads about 60,000 Korean characters a second (2,000 in 33 ms), about ten times fewer
than the other tokenizers. Its time is linear in the length, because it gets pieces of bounded
length.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

import regex

from .base import CLUSTER, FLAGS, SURROGATES, Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi
    from kiwipiepy import Token as Morpheme

LONGEST_PIECE = 200
"""Characters analysed at a time. For some longer words, Kiwi's time grows quadratically."""

_PIECE = regex.compile(
    rf"\S (?: .{{0,{LONGEST_PIECE - 1}}} (?! \S ) | \S{{0,{LONGEST_PIECE - 1}}} )", FLAGS
)
_WHITE_SPACE = regex.compile(r"\s")
_REPEATED = regex.compile(r"(\D)\1{3,}")
_CHARACTER = regex.compile(CLUSTER, FLAGS)
_ONE_AT_A_TIME = Lock()


class MorphemeTokenizer:
    """One token for each morpheme; its key and label are its dictionary form and its tag.

    The tags are Kiwi's: NNG a noun, VV a verb stem, EP a pre-final ending, EF a final ending …

    Two morphemes that are contracted into one syllable cannot be separated in the text, so they
    have the same span: two spans are either equal or have no character in common. A morpheme
    that is implied (the 하 in 재밋게) shares the span of the next one.

    >>> tokens = MorphemeTokenizer().tokenize("영화를 봤다")
    >>> [(token.text, token.key) for token in tokens]
    [('영화', '영화/NNG'), ('를', '를/JKO'), ('봤', '보/VV'), ('봤', '었/EP'), ('다', '다/EF')]
    """

    name = "morphemes"
    version = 1

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return morphemes in order; what Kiwi skips, except white space, as characters."""
        return tuple(token for piece in _PIECE.finditer(text) for token in _tokens(piece))

    def label(self, token: Token) -> str:
        """Return the form and its tag, such as ``하/VV``; a form with a stroke in it is quoted."""
        form, _stroke, tag = token.key.rpartition("/")
        return f"“{form}”/{tag}" if "/" in form else token.key


def _tokens(piece: regex.Match[str]) -> Iterator[Token]:
    """Yield the tokens of a piece, with their spans in the whole text."""
    text, offset, covered = piece[0], piece.start(), 0
    for keys, start, end in [*_merged(_morphemes(text)), ((), len(text), len(text))]:
        for rest in _CHARACTER.finditer(text, covered, start):
            yield Token(rest[0], offset + rest.start(), offset + rest.end(), rest[0])
        for key in keys:
            yield Token(text[start:end], offset + start, offset + end, key)
        covered = end


def _morphemes(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield key, start and end of each of Kiwi's morphemes, with at least one character each."""
    # Replaced one for one; across unusual white space, Kiwi would continue a hashtag.
    plain = _WHITE_SPACE.sub(" ", text.translate(SURROGATES))
    for morpheme in cast("list[Morpheme]", kiwi().tokenize(plain, compatible_jamo=True)):
        start = morpheme.start
        if morpheme.len == 0 and plain[start : start + 1] in ("", " "):
            start -= 1  # implied, and nothing follows whose character it could share
        form = _REPEATED.sub(r"\1\1\1", morpheme.form.lower())
        yield f"{form}/{morpheme.tag}", start, start + max(morpheme.len, 1)


def _merged(
    morphemes: Iterator[tuple[str, int, int]],
) -> Sequence[tuple[Sequence[str], int, int]]:
    """Merge overlapping morphemes into one span; return the keys in each span."""
    groups: list[tuple[list[str], int, int]] = []
    for key, start, end in morphemes:
        keys: list[str] = []
        while groups and start < groups[-1][2]:
            earlier, first, last = groups.pop()
            keys, start, end = earlier + keys, min(start, first), max(end, last)
        groups.append(([*keys, key], start, end))
    return groups


def kiwi() -> "Kiwi":
    """Return this process's only Kiwi; sessions that need it meanwhile wait until it is loaded."""
    with _ONE_AT_A_TIME:
        return _loaded_kiwi()


@cache
def _loaded_kiwi() -> "Kiwi":
    # Read as Kiwi is imported: its allocator would keep 40 MB that are needed only while it loads.
    os.environ.setdefault("MIMALLOC_PURGE_DELAY", "0")
    from kiwipiepy import Kiwi  # here, because most sessions never need Korean

    kiwi = Kiwi(num_workers=1, load_multi_dict=False)
    kiwi.tokenize("")  # Kiwi reads its model at the first text
    return kiwi
