"""How fast a unit's memory fades: what is left of the first token's entry, and its half-life."""

from typing import NamedTuple

import numpy as np

from .ledger import Carry


class Fading(NamedTuple):
    """What the steps after the first token left of what it wrote into one unit.

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


def fading(carry: Carry, unit: int, position: int) -> Fading:
    """Return how a unit's memory faded from the first token to another.

    The factors multiply, so their mean is the geometric one: an arithmetic mean of 0.9 and 0.1
    would promise 0.25 after both, and 0.09 is left. The first token's own factor is left out: it
    acts on what was there before the text.

    Args:
        carry: of T tokens.
        unit: the unit, from 0.
        position: the token, from 0.

    Raises:
        ValueError: if there is no such unit or token.
    """
    for what, number, count in (
        ("unit", unit, len(carry.initial)),
        ("token", position, len(carry.kept)),
    ):
        if not 0 <= number < count:
            raise ValueError(f"fading expected a {what} in 0..{count - 1}; got {number}.")
    factors = carry.kept[1 : position + 1, unit]
    if not len(factors):
        return Fading(0, 0.0, np.nan)
    with np.errstate(divide="ignore"):
        left = float(np.log2(factors).sum())
    return Fading(len(factors), left, np.inf if left == 0 else len(factors) / -left)
