"""The highest values of a row, none of them near to a higher one."""

import numpy as np


def highest_apart(positions: np.ndarray, values: np.ndarray, k: int, apart: int) -> list[int]:
    """Return the indices of up to k values, the highest first; of equal ones, the earlier first.

    Each value in turn is taken unless it stands nearer than ``apart`` to one taken before it.

    >>> highest_apart(np.array([3, 4, 9]), np.array([0.5, 0.9, 0.7]), k=2, apart=3)
    [1, 2]

    Args:
        positions: where the n values stand, in ascending order.
        values: ``(n,)``, finite.
        k: how many, at least 1.
        apart: the least distance.
    """
    left, taken = values.astype(np.float64), []
    while len(taken) < min(k, len(left)):
        highest = int(left.argmax())
        if left[highest] == -np.inf:
            break
        taken.append(highest)
        near = positions[highest] - apart + 1, positions[highest] + apart
        left[slice(*np.searchsorted(positions, near))] = -np.inf
    return taken
