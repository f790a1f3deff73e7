"""A text in pieces to click on, as people write it: each is a token, or several that contract."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text import visible
from ..text.detokenizers import PARAGRAPH, join


class Piece(NamedTuple):
    """A piece of a text.

    Attributes:
        gap: what stands before it and belongs to no token.
        text: what the screen shows of it.
        tokens: how many it has, one after the other.
    """

    gap: str
    text: str
    tokens: int


def pieces(tokenizer: str, keys: Sequence[str]) -> list[Piece]:
    """Return the text of tokens as pieces that have every token once.

    A token without a trace in the text belongs to the piece before it.

    >>> pieces("morphemes", ["보/VV", "었/EP", "다/EF"])
    [Piece(gap='', text='봤', tokens=2), Piece(gap='', text='다', tokens=1)]

    Args:
        tokenizer: the name of the tokenizer that makes such tokens.
        keys: the tokens as the vocabulary spells them.
    """
    text = join(tokenizer, keys).text
    made: list[Piece] = []
    token, before = 0, 0
    for start, stop, count in _together(tokenizer, keys):
        own = text[start:stop]
        ended = bool(made) and text[before - 1 : before] == "\n"
        gap = "\n" * ended + text[before:start]
        made.append(Piece(gap, _shown(own, keys[token]), count))
        token, before = token + count, stop
    return made


def _together(tokenizer: str, keys: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield from where to where each piece goes, and how many tokens it has."""
    start = stop = count = 0
    for begins, ends in join(tokenizer, keys).stretches:
        if count and begins >= stop > start and ends > begins:
            yield start, stop, count
            count = 0
        start = start if count and stop > start else begins
        stop, count = max(stop, ends), count + 1
    if count:
        yield start, stop, count


def _shown(text: str, key: str) -> str:
    if text == "\n" and key == PARAGRAPH:
        return PARAGRAPH
    return visible(text or key).replace(visible(" "), " ")
