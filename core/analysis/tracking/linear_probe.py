"""A linear probe: the prediction of a feature by a weighted sum of all units."""

from collections.abc import Generator

import numpy as np
from sklearn.linear_model import Ridge

from ...jobs.steps import run
from .association import changes

PENALTIES = (1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0)
"""The penalties that are tried, as fractions of a unit's variance."""

FITS = len(PENALTIES) + 1
"""Fits that it takes: one with each penalty, and the final one."""


def fit(units: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Return the weights of all units for each feature, by ridge regression.

    Each feature's penalty is the one with which weights fitted on the first three quarters of the
    tokens predict the last quarter best; the final fit uses all tokens.

    Args:
        units: ``(m, t)``, finite; a unit that never changes has the weight 0.
        features: ``(n, t)``, finite.

    Returns:
        ``(n, m)``, without an intercept, on which no score depends.
    """
    return run(fit_in_steps(units, features))


def fit_in_steps(units: np.ndarray, features: np.ndarray) -> Generator[int, None, np.ndarray]:
    """Yield how many of the fits are done, and return what ``fit`` returns."""
    std = np.where(changes(units), units.std(1, dtype=float), np.inf)[:, None]
    z = (units - units.mean(1, keepdims=True, dtype=float)) / std
    y = features - features.mean(1, keepdims=True)
    cut = 3 * z.shape[1] // 4
    each = []
    for penalty in PENALTIES:
        yield len(each)
        each.append(_fitted(z[:, :cut], y[:, :cut], penalty))
    yield len(each)
    weights = np.array(each)
    predictions = weights @ z[:, cut:]
    predictions -= predictions.mean(-1, keepdims=True)
    # Pearson's r except for the feature's own length, which is the same for all penalties.
    lengths = np.sqrt((predictions**2).sum(-1))
    correlations = (predictions * y[:, cut:]).sum(-1) / np.where(lengths > 0, lengths, np.inf)
    best = correlations.argmax(0)
    return _fitted(z, y, np.take(PENALTIES, best)) / std.T


def _fitted(z: np.ndarray, y: np.ndarray, penalty: float | np.ndarray) -> np.ndarray:
    """Return the weights for one penalty, or for one penalty per feature, ``(n, m)``."""
    alpha = np.asarray(penalty) * z.shape[1]  # scikit-learn's loss is a sum over tokens
    # Both are centred; without an intercept, scikit-learn does not copy the 20,000 tokens.
    ridge = Ridge(alpha, fit_intercept=False, solver="cholesky").fit(z.T, y.T)
    return ridge.coef_.reshape(len(y), len(z))
