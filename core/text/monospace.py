"""The width of text in columns of equal width, as in a terminal."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wcwidth import wcswidth

from .display import visible
from .tokenizers import CharacterTokenizer


class Cluster(NamedTuple):
    """A character as a person sees it: its span in the text, its display text and its width."""

    start: int
    end: int
    shown: str
    width: int


def clusters(text: str) -> Iterator[Cluster]:
    """Yield the characters of a text as a person sees them.

    >>> [(each.shown, each.width) for each in clusters("a 영")]
    [('a', 1), ('␣', 1), ('영', 2)]
    """
    for token in CharacterTokenizer().tokenize(text):
        shown = visible(token.text)
        yield Cluster(token.start, token.end, shown, _width(token.text, shown))


@lru_cache(maxsize=16)  # the text is the same under every tokenizer and at each rerun
def columns(text: str) -> tuple[float, ...]:
    """Return the column at which each code point begins, and last the number of columns.

    The code points of one character, such as the emoji of a family, are evenly spaced.

    Returns:
        ``len(text) + 1`` numbers that never decrease.
    """
    starts, column = [], 0
    for cluster in clusters(text):
        points = cluster.end - cluster.start
        starts += [column + cluster.width * point / points for point in range(points)]
        column += cluster.width
    return (*starts, column)


def _width(text: str, shown: str) -> int:
    if shown != text and len(shown) > 1:  # a name such as ⟨ZWSP⟩ or a mark on a dotted circle
        return len(shown)
    return max(wcswidth(text), 1)  # wcswidth gives -1 for a control character
