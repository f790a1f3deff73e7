"""Association of features with units: Pearson's r and the AUC, as products of rows.

For both kinds, a score is the product of the feature with a prepared row of the unit, times a
number that depends on the feature alone.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.stats import rankdata

NUMBER, YES_NO = "number", "yes-no"
"""The kinds of feature."""

FEWEST_CASES = 10
"""Tokens with yes, and tokens with no, that an AUC needs to be worth comparing with."""


class Association(NamedTuple):
    """How a kind of feature is scored.

    Attributes:
        prepare: turns rows of units ``(m, t)``, finite, into rows of mean 0, ``(m, t)`` float32.
        scale: from the sum and the sum of squares of a feature over t tokens, and t, the factor
            that turns its product with a prepared row into the score; 0 where it has no score.
    """

    prepare: Callable[[np.ndarray], np.ndarray]
    scale: Callable[[np.ndarray, np.ndarray, int], np.ndarray]

    def scaled(self, features: np.ndarray) -> np.ndarray:
        """Return features ``(n, t)`` so that their products with prepared rows are the scores."""
        sums, squares = features.sum(1, dtype=float), (features.astype(float) ** 2).sum(1)
        scale = self.scale(sums, squares, features.shape[1])
        return (centred(features) * scale[:, None]).astype(np.float32)


def centred(rows: np.ndarray) -> np.ndarray:
    """Return rows minus their mean, ``(m, t)`` float32."""
    return (rows - rows.mean(1, keepdims=True, dtype=float)).astype(np.float32)


def changes(rows: np.ndarray) -> np.ndarray:
    """Return whether each row has two different values, ``(m,)``."""
    return rows.min(1) < rows.max(1)


def _unit_length(rows: np.ndarray) -> np.ndarray:
    """Return rows of mean 0 and length 1; zeros where a row never changes."""
    prepared = rows.astype(np.float32)
    prepared -= prepared.mean(1, keepdims=True, dtype=float).astype(np.float32)
    lengths = np.sqrt([np.einsum("t,t", row, row) for row in prepared])
    lengths[~changes(rows)] = np.inf
    prepared /= np.asarray(lengths, np.float32)[:, None]
    return prepared


def _length(sums: np.ndarray, squares: np.ndarray, t: int) -> np.ndarray:
    """Return 1 / the length of a feature minus its mean, 0 if the feature never changes.

    The scaled product is then Pearson's r.
    """
    deviations = squares - sums**2 / t
    changing = deviations > 1e-9 * squares
    return np.where(changing, 1 / np.sqrt(np.where(changing, deviations, 1)), 0)


def _ranks(rows: np.ndarray) -> np.ndarray:
    """Return the ranks of the values among the t of their row, minus the mean rank.

    Equal values share the mean of their ranks, so that a tie counts half in the AUC.
    """
    return (rankdata(rows, axis=1) - (rows.shape[1] + 1) / 2).astype(np.float32)


def _cases(sums: np.ndarray, squares: np.ndarray, t: int) -> np.ndarray:
    """Return the factor that turns a sum of ranks into 2 AUC - 1.

    AUC is the probability that a unit is higher at a yes than at a no (Mann & Whitney, 1947): (sum
    of the ranks of the n tokens with yes - n (n + 1) / 2) / (n (t - n)).
    """
    enough = np.minimum(sums, t - sums) >= FEWEST_CASES
    return np.where(enough, 2 / np.where(enough, sums * (t - sums), 1), 0)


ASSOCIATIONS = {NUMBER: Association(_unit_length, _length), YES_NO: Association(_ranks, _cases)}
"""The score of each kind: Pearson's r, and 2 AUC - 1."""
