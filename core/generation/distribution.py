"""From a network's scores to the distribution that a dart is thrown at, in one fixed order.

scores → minus their maximum → ÷ temperature → top-k → softmax → top-p → inverse cumulative sum.
Without a cut and at temperature 1, the numbers are the network's own, bit by bit.
"""

from dataclasses import dataclass

import numpy as np
import torch

LOWEST_TEMPERATURE = 0.05
"""The lowest temperature above 0, at which the likeliest token is always taken."""
HIGHEST_TEMPERATURE = 10.0


@dataclass(frozen=True)
class Sampling:
    """How a token is chosen from a network's scores.

    Attributes:
        temperature: 0 takes the likeliest token; below 1 the likely ones become likelier, above 1
            all become more alike; at most 10.
        top_k: how many of the likeliest tokens may be chosen; ``None`` for all.
        top_p: the share that the fewest likeliest tokens must reach to be all that may be chosen,
            above 0 and at most 1; ``None`` for all.

    Raises:
        ValueError: if a number is outside of its range.
    """

    temperature: float = 1.0
    top_k: int | None = None
    top_p: float | None = None

    def __post_init__(self) -> None:
        lowest, highest = LOWEST_TEMPERATURE, HIGHEST_TEMPERATURE
        if self.temperature != 0 and not lowest <= self.temperature <= highest:
            raise ValueError(
                f"A temperature is 0 or from {lowest} to {highest:g}; got {self.temperature}."
            )
        if self.top_k is not None and self.top_k < 1:
            raise ValueError(f"top_k is at least 1, or None for all tokens; got {self.top_k}.")
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise ValueError(
                f"top_p is above 0 and at most 1, or None for all tokens; got {self.top_p}."
            )


def model(scores: np.ndarray) -> np.ndarray:
    """Return the network's own probabilities: the softmax of its scores, ``(V,)`` float32."""
    return _softmax(scores - scores.max())


def tempered(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Return the probabilities after temperature, ``(V,)`` float32.

    At temperature 0, all of it is the likeliest token's; of several, the first one's.
    """
    if temperature == 0:
        return np.eye(1, len(scores), int(scores.argmax()), dtype=np.float32)[0]
    return _softmax(_colder(scores, temperature))


def kept(scores: np.ndarray, sampling: Sampling) -> np.ndarray:
    """Return the probabilities after temperature and cuts, renormalised, ``(V,)`` float32.

    Of tokens that are equally likely, the one with the smaller number is kept first.
    """
    if sampling.temperature == 0:
        return tempered(scores, 0)
    colder = _colder(scores, sampling.temperature)
    if sampling.top_k is not None and sampling.top_k < len(scores):
        colder[_likeliest_first(colder)[sampling.top_k :]] = -np.inf
    probabilities = _softmax(colder)
    if sampling.top_p is None or sampling.top_p >= 1:
        return probabilities
    order = _likeliest_first(probabilities)
    reached = probabilities[order].cumsum(dtype=np.float64)
    count = int(np.searchsorted(reached, sampling.top_p)) + 1  # the one that crosses is kept, too
    cut = order[count:]
    if not probabilities[cut].any():
        return probabilities
    probabilities[cut] = 0
    return (probabilities / probabilities.sum(dtype=np.float64)).astype(np.float32)


def hit(probabilities: np.ndarray, dart: float) -> int:
    """Return the token that a dart hits where the probabilities lie one behind the other.

    Args:
        probabilities: of the tokens in the order of their numbers, ``(V,)``.
        dart: where it hits, from 0 to below 1 of the whole length.
    """
    ends = probabilities.cumsum(dtype=np.float64)
    number = int(np.searchsorted(ends, dart * ends[-1], side="right"))
    return min(number, int(np.flatnonzero(probabilities)[-1]))  # rounding may reach the very end


def darts(seed: int, count: int) -> np.ndarray:
    """Return the first darts of a seed, ``(count,)`` from 0 to below 1.

    Each depends on the seed and on its own number only, whatever else is thrown, and whichever
    machine throws it.
    """
    return np.random.Generator(np.random.PCG64(seed)).random(count)


def _colder(scores: np.ndarray, temperature: float) -> np.ndarray:
    return (scores - scores.max()) / np.float32(temperature)


def _softmax(scores: np.ndarray) -> np.ndarray:
    return torch.softmax(torch.from_numpy(scores), -1).numpy()


def _likeliest_first(values: np.ndarray) -> np.ndarray:
    return np.argsort(-values, kind="stable")
