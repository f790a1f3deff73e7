"""A text that was joined from tokens, and which stretch of it each of them became."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

Stretch = tuple[int, int]
"""From which character of a text to before which one."""


class Joined(NamedTuple):
    """A text and the stretches of its tokens.

    Attributes:
        text: all of it.
        stretches: of each token, in order. Those of tokens that contract overlap, and that of one
            that leaves no trace is empty; spaces between tokens belong to none.
    """

    text: str
    stretches: Sequence[Stretch]


def joined(pieces: Iterable[tuple[str, str]]) -> Joined:
    """Return what pieces make one behind the other, each with what stands before it."""
    text, stretches, place = [], [], 0
    for gap, piece in pieces:
        text += [gap, piece]
        stretches.append((place + len(gap), place + len(gap) + len(piece)))
        place = stretches[-1][1]
    return Joined("".join(text), stretches)


def one_behind_the_other(keys: Sequence[str]) -> Joined:
    """Return tokens that are the text as it is."""
    ends = [0, *accumulate(map(len, keys))]
    return Joined("".join(keys), list(pairwise(ends)))
