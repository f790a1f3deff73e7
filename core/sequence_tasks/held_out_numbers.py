"""Which numbers a network of numbers learned from, and which it never saw."""

from functools import lru_cache
from hashlib import sha256

LEARNED_DIGITS = 5
"""The most digits of a number whose words are learned to be read."""

NAMED_DIGITS = 3
"""The most digits of a number that is learned to be spelled."""

FIRST_HELD_OUT = 21
"""Below it, every number has a name of its own, which nobody could guess."""

SHARE = 10
"""One number in so many is held out."""

_FACTOR, _STEP = 7921, 4817
"""The factor is 1 more than a multiple of 20, and the step has no divisor in common with 10."""


@lru_cache(maxsize=200_000)
def is_held_out(number: int) -> bool:
    """Return whether no network learned from a number; its digits decide, the same everywhere.

    >>> [number for number in range(80) if is_held_out(number)]
    [33, 37, 56, 58, 65, 78, 79]
    """
    chosen = int.from_bytes(sha256(str(number).encode()).digest()[:4], "little") % SHARE == 0
    return number >= FIRST_HELD_OUT and chosen


def next_held_out(number: int, digits: int) -> int:
    """Return a number that no network learned from, another one for each number.

    Asked again and again, it leads through all numbers of up to so many digits, in an order that
    looks random: a linear congruential generator of full period (Hull and Dobell, 1962).

    Args:
        number: where to go on from, at least 0.
        digits: the most digits, at least 2.

    >>> next_held_out(17, 2), next_held_out(85, 2)
    (85, 56)
    """
    while True:
        number = (_FACTOR * number + _STEP) % 10**digits
        if is_held_out(number):
            return number
