"""A linear probe: the prediction of a feature by a weighted sum of all units."""

import numpy as np
from sklearn.linear_model import Ridge

from .association import changes

PENALTIES = (1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0)
"""The penalties that are tried, as fractions of a unit's variance."""


def fit(units: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Return the weights of all units for each feature, by ridge regression.

    Each feature's penalty is the one with which weights fitted on the first three quarters of the
    tokens do best on the last quarter; the final fit uses all tokens.

    Args:
        units: ``(m, t)``, finite; a unit that never changes has the weight 0.
        features: ``(n, t)``, finite.

    Returns:
        ``(n, m)``; the predictions lack a constant, which no score depends on.
    """
    std = np.where(changes(units), units.std(1, dtype=float), np.inf)[:, None]
    z = (units - units.mean(1, keepdims=True, dtype=float)) / std
    y = features - features.mean(1, keepdims=True)
    cut = 3 * z.shape[1] // 4
    tried = np.array([_fitted(z[:, :cut], y[:, :cut], penalty) for penalty in PENALTIES])
    said = tried @ z[:, cut:]
    said -= said.mean(-1, keepdims=True)
    # Pearson's r but for the feature's own length, which is the same for all penalties.
    lengths = np.sqrt((said**2).sum(-1))
    agreement = (said * y[:, cut:]).sum(-1) / np.where(lengths > 0, lengths, np.inf)
    best = agreement.argmax(0)
    return _fitted(z, y, np.take(PENALTIES, best)) / std.T


def _fitted(z: np.ndarray, y: np.ndarray, penalty: float | np.ndarray) -> np.ndarray:
    """Return the weights for a penalty, or for one of each feature, ``(n, m)``."""
    alpha = np.asarray(penalty) * z.shape[1]  # scikit-learn's loss is a sum over tokens
    # Both are centred; leaving out a fitted constant keeps the 20,000 tokens from being copied.
    ridge = Ridge(alpha, fit_intercept=False, solver="cholesky").fit(z.T, y.T)
    return ridge.coef_.reshape(len(y), len(z))
