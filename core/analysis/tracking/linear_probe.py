"""A linear probe: what a weighted sum of all units says about a feature."""

import numpy as np

from .association import changes

PENALTIES = (1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0)
"""The penalties that are tried, as parts of a unit's variance."""


def fit(units: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Return the weights of all units for each feature, by ridge regression.

    The penalty of each feature is the one that does best on the last quarter of the tokens, of
    those that the first three quarters suggest; then all tokens are used.

    Args:
        units: ``(m, t)``, finite; a unit that never changes has the weight 0.
        features: ``(n, t)``, finite.

    Returns:
        ``(n, m)``; what they say is known up to a constant, which no score depends on.
    """
    std = np.where(changes(units), units.std(1, dtype=float), np.inf)[:, None]
    z = (units - units.mean(1, keepdims=True, dtype=float)) / std
    y = features - features.mean(1, keepdims=True)
    cut = 3 * z.shape[1] // 4
    tried = _solutions(z[:, :cut], y[:, :cut])
    said = tried @ z[:, cut:]
    said -= said.mean(-1, keepdims=True)
    # Pearson's r but for the feature's own length, which is the same for all penalties.
    lengths = np.sqrt((said**2).sum(-1))
    agreement = (said * y[:, cut:]).sum(-1) / np.where(lengths > 0, lengths, np.inf)
    best = agreement.argmax(0)
    chosen = _solutions(z, y)[best, np.arange(len(y))]
    return chosen / std.T


def _solutions(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights for each penalty, ``(penalties, n, m)``."""
    variances, axes = np.linalg.eigh(z @ z.T / z.shape[1])
    along = (y @ z.T / z.shape[1]) @ axes
    return np.array([along / (variances + penalty) @ axes.T for penalty in PENALTIES])
