"""A linear autoregression: what a straight line through the last rows already predicts."""

from typing import NamedTuple

import numpy as np

MOST_NUMBERS = 256
"""That it reads: the squares of more would take longer than the training of a network."""


class Autoregression(NamedTuple):
    """The prediction w·x + b, x being the last rows of a series.

    Attributes:
        weights: w, ``(rows, features)``.
        bias: b.
    """

    weights: np.ndarray
    bias: float

    def predict(self, windows: np.ndarray) -> np.ndarray:
        """Return the prediction after each window ``(n, rows, features)``, ``(n,)``."""
        return np.einsum("ntf,tf->n", windows, self.weights) + self.bias


def rows_read(length: int, features: int) -> int:
    """Return how many of the last rows of a window an autoregression reads.

    >>> rows_read(50, 1), rows_read(50, 10)
    (50, 25)
    """
    return min(length, max(MOST_NUMBERS // features, 1))


def least_squares(windows: np.ndarray, targets: np.ndarray) -> Autoregression:
    """Return the autoregression of the least squares; of several such, that of the least weights.

    Args:
        windows: to learn from, ``(n, rows, features)``.
        targets: of each, ``(n,)``.
    """
    known = np.column_stack([windows.reshape(len(windows), -1), np.ones(len(windows))])
    solved, *_ = np.linalg.lstsq(known, targets, rcond=None)
    return Autoregression(solved[:-1].reshape(windows.shape[1:]), float(solved[-1]))
