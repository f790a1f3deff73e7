"""Chance level of the scores: units compared with a feature that is shifted along the text.

A shift removes any relation between the two and keeps the autocorrelation of each. Two slow series
may rise and fall together for a long time by chance; a score has to beat the level that they reach
this way.

The shift is circular. To keep the feature free of a seam, the circle is the text followed by its
mirror image. With a seam, noise that is slow relative to the length of the text (x_t = 0.99
x_{t-1} + noise, 1,000 tokens) passed the level in 10 cases of 100 instead of 5.
"""

import numpy as np
import torch

from .association import Association, centred

SHIFTS = 119
"""Shifts that are tried: with the unshifted feature, that makes 120, and 5 % of them are 6."""

FEWEST = 144
"""Tokens that a measurement needs."""

MARGIN = 26 / FEWEST
"""The smallest shift, as a part of the text: after a shorter one, slow series are still related."""


def whole_steps(tokens: int) -> int:
    """Return how many of the tokens are used: a whole number of shift steps, 144 or a few more.

    With fewer than 144 tokens, it is all of them.
    """
    return tokens - tokens % max(tokens // FEWEST, 1)


def shifted_scores(association: Association, features: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return the scores of features with units at every shift that is tried.

    Shifts are whole numbers of steps. Cut into steps, the circle is a table of which a shift
    rotates the rows: one Fourier transform along the rows gives all shifts at once.

    Args:
        association: how their kind is scored.
        features: ``(n, t)``, t as ``whole_steps`` returns it, and 144 or more.
        units: prepared rows, ``(m, t)`` float32.

    Returns:
        ``(119, n, m)`` float32.
    """
    (n, t), step = features.shape, features.shape[1] // FEWEST
    rows = t // step
    circle = centred(features)
    circle = np.concatenate([circle, circle[:, ::-1]], axis=1).reshape(n, 2 * rows, step)
    table = torch.from_numpy(units.reshape(len(units), rows, step))
    of_features = torch.fft.rfft(torch.from_numpy(circle), dim=1)
    of_units = torch.fft.rfft(table, 2 * rows, dim=1)  # zeros where the circle is mirrored
    spectra = torch.einsum("nks,mks->knm", of_features, of_units.conj())
    products = torch.fft.irfft(spectra, 2 * rows, dim=0)
    shifts = np.linspace(MARGIN * rows, (2 - MARGIN) * rows, SHIFTS).round().astype(int)
    return products.numpy()[shifts] * _scales(association, features, rows)[shifts, :, None]


def _scales(association: Association, features: np.ndarray, rows: int) -> np.ndarray:
    """Return the scale of each feature after each shift, ``(2 rows, n)``."""
    n, t = features.shape
    sums, squares = (
        _windows((features.astype(float) ** power).reshape(n, rows, -1).sum(2)) for power in (1, 2)
    )
    return association.scale(sums, squares, t).T.astype(np.float32)


def _windows(steps: np.ndarray) -> np.ndarray:
    """Return the sum over half the circle from each of its steps on, ``(n, 2 rows)``.

    Args:
        steps: the sum of a feature in each step of the text, ``(n, rows)``.
    """
    n, rows = steps.shape
    circle = np.concatenate([steps, steps[:, ::-1]], axis=1)
    before = np.concatenate([np.zeros((n, 1)), circle, circle], axis=1).cumsum(1)
    return before[:, rows : 3 * rows] - before[:, : 2 * rows]


def chance_level(strongest: np.ndarray) -> np.ndarray:
    """Return the score that chance alone exceeds in 5 of 100 cases.

    Args:
        strongest: the strongest score at each shift, ``(119, n)``.

    Returns:
        The sixth greatest, ``(n,)``: of 120 scores that arise in the same way, each is among the
        six greatest in 6 of 120 cases.
    """
    return np.sort(strongest, axis=0)[-(SHIFTS + 1) // 20]
