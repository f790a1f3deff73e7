"""How fast a unit's memory fades: what is left of one token's entry, and its half-life."""

from typing import NamedTuple

import numpy as np

from .ledger import Carry


class Fading(NamedTuple):
    """What the steps after a token left of what it wrote into one unit.

    Attributes:
        steps: how many there are; each multiplies the memory by what it keeps.
        left: the product of those factors as a base-2 logarithm, 0 or less; −inf where a step kept
            nothing.
        half_life: the number of tokens after which half is left, if each kept the geometric mean of
            the factors; ``inf`` where nothing is lost, NaN without steps. One factor of exactly 0
            makes the geometric mean 0, whatever the others are: then it is 0.
    """

    steps: int
    left: float
    half_life: float


def fading(carry: Carry, unit: int, since: int, position: int) -> Fading:
    """Return how a unit's memory faded from one token to a later one.

    The factors multiply, so their mean is the geometric one: an arithmetic mean of 0.9 and 0.1
    would promise 0.25 after both, and 0.09 is left.

    Args:
        carry: of T tokens.
        unit: the unit, from 0.
        since: the token that wrote, from 0; its own factor acts on what was there before it.
        position: the token after which is asked what is left, from 0.

    Raises:
        ValueError: if there is no such unit or token, or ``since`` comes after ``position``.
    """
    if not 0 <= unit < len(carry.initial):
        raise ValueError(f"fading expected a unit in 0..{len(carry.initial) - 1}; got {unit}.")
    if not 0 <= since <= position < len(carry.kept):
        expected = f"two of {len(carry.kept)} tokens, numbered from 0, the later one last"
        raise ValueError(f"fading expected {expected}; got {since} and {position}.")
    factors = carry.kept[since + 1 : position + 1, unit]
    if not len(factors):
        return Fading(0, 0.0, np.nan)
    with np.errstate(divide="ignore"):
        left = float(np.log2(factors).sum())
    return Fading(len(factors), left, np.inf if left == 0 else len(factors) / -left)


def to_follow(carry: Carry, unit: int, position: int) -> int:
    """Return the token before another whose entry shows best how a memory fades.

    It is the one with the largest product of what it wrote and of how long ago that was; the token
    itself where none came before it.

    Raises:
        ValueError: if there is no such token.
    """
    if not 0 <= position < len(carry.kept):
        raise ValueError(f"to_follow expected one of {len(carry.kept)} tokens; got {position}.")
    ago = np.arange(position, -1, -1)
    return int((np.abs(carry.written[: position + 1, unit]) * ago).argmax()) if position else 0
