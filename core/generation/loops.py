"""Loops: where a network that writes comes back to a state in which it has been."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Loop:
    """A stretch of a run along which the state is the one of some tokens before.

    Attributes:
        start: the first token whose state had been there before, from 0.
        period: how many tokens before.
        length: for how many tokens the state stays the earlier one.
        distance: of the two states at the start, as a share of their size.
    """

    start: int
    period: int
    length: int
    distance: float


def find_loops(states: np.ndarray, keys: Sequence[str], within: float) -> tuple[Loop, ...]:
    """Return the loops of a run, each as long as it lasts.

    A state counts as the earlier one if their distance is at most a share of their mean size and
    the same token was read at both. Of several earlier ones, the latest counts.

    Args:
        states: what the cell remembers after each token, ``(T, width)``.
        keys: the T tokens.
        within: the largest distance, as a share, such as 0.01.
    """
    back, distances = _latest_return(states.astype(float), keys, within)
    loops: list[Loop] = []
    start = 0
    while start < len(back):
        end = start + 1
        if back[start]:
            while end < len(back) and back[end] == back[start]:
                end += 1
            loops.append(Loop(start, int(back[start]), end - start, float(distances[start])))
        start = end
    return tuple(loops)


def _latest_return(
    states: np.ndarray, keys: Sequence[str], within: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return how many tokens before each one its state was there, 0 if never, and how near."""
    count = len(states)
    back, near = np.zeros(count, int), np.zeros(count)
    sizes = np.linalg.norm(states, axis=1)
    numbers = np.unique(np.array([*keys]), return_inverse=True)[1] if count else np.zeros(0, int)
    for t in range(1, count):
        earlier = np.flatnonzero(numbers[:t] == numbers[t])
        size = (sizes[earlier] + sizes[t]) / 2
        distance = np.linalg.norm(states[earlier] - states[t], axis=1)
        close = np.flatnonzero(distance <= within * size)
        if len(close):
            last = close[-1]
            back[t] = t - earlier[last]
            near[t] = distance[last] / size[last] if size[last] else 0.0
    return back, near
