"""How wide text is when every character stands in columns of one width, as in a terminal."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wcwidth import wcswidth

from .display import visible
from .tokenizers import CharacterTokenizer


class Cluster(NamedTuple):
    """A character as a person sees it: its place in the text, how it is shown, and how wide."""

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


@lru_cache(maxsize=16)  # the same text under every tokenizer, and again at each rerun
def columns(text: str) -> tuple[float, ...]:
    """Return the column at which each code point begins and, last, how many columns there are.

    Within a character of several code points, such as a family, they are evenly spread.

    Returns:
        ``len(text) + 1`` numbers that never fall.
    """
    starts, column = [], 0
    for cluster in clusters(text):
        points = cluster.end - cluster.start
        starts += [column + cluster.width * point / points for point in range(points)]
        column += cluster.width
    return (*starts, column)


def _width(text: str, shown: str) -> int:
    if shown != text and len(shown) > 1:  # a name such as ⟨ZWSP⟩, or a mark on a dotted circle
        return len(shown)
    return max(wcswidth(text), 1)  # whose answer for a control character is -1
