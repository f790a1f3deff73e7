"""Chance level of the scores: units compared with a feature that is shifted along the text.

A shift removes any relation between the two and keeps the autocorrelation of each. Two slow series
go up and down together for long stretches by chance; a score has to beat the level that they reach
this way.

The shift is circular. To keep the feature free of a seam, the circle is the text followed by its
mirror image. With a seam, noise that is slow relative to the length of the text (x_t = 0.99
x_{t-1} + noise, 1,000 tokens) passed the level in 10 cases of 100 instead of 5.
"""

import numpy as np
import torch

from .association import Association, centred

SHIFTS = 119
"""Shifts that are tried; with the unshifted feature, 120, of which 5 % are 6."""

FEWEST = 144
"""Tokens that are needed."""

MARGIN = 26 / FEWEST
"""No shift by less than this part of the text is tried: what is slow would still show."""


def whole_steps(tokens: int) -> int:
    """Return how many of so many tokens are used: whole steps of a shift, 144 or some more."""
    return tokens - tokens % max(tokens // FEWEST, 1)


def shifted_scores(association: Association, features: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return the scores of features with units at every shift that is tried.

    Shifts are whole numbers of steps. Cut into steps, a circle is a table, which a shift turns:
    one Fourier transform along the number of the step gives all shifts at once.

    Args:
        association: how they are scored.
        features: ``(n, t)``, t as ``whole_steps`` returns it, and 144 or more.
        units: prepared rows, ``(m, t)`` float32.

    Returns:
        ``(119, n, m)`` float32.
    """
    (n, t), step = features.shape, features.shape[1] // FEWEST
    turns = t // step
    circle = centred(features)
    circle = np.concatenate([circle, circle[:, ::-1]], axis=1).reshape(n, 2 * turns, step)
    rows = torch.from_numpy(units.reshape(len(units), turns, step))
    there = torch.fft.rfft(torch.from_numpy(circle), dim=1)
    here = torch.fft.rfft(rows, 2 * turns, dim=1)  # zeros where the circle has its mirror image
    products = torch.fft.irfft(torch.einsum("nks,mks->knm", there, here.conj()), 2 * turns, dim=0)
    tried = np.linspace(MARGIN * turns, (2 - MARGIN) * turns, SHIFTS).round().astype(int)
    return products.numpy()[tried] * _scales(association, features, turns)[tried, :, None]


def _scales(association: Association, features: np.ndarray, turns: int) -> np.ndarray:
    """Return the scale of each feature as it stands after each shift, ``(2 turns, n)``."""
    n, t = features.shape
    sums, squares = (
        _windows((features.astype(float) ** power).reshape(n, turns, -1).sum(2)) for power in (1, 2)
    )
    return association.scale(sums, squares, t).T.astype(np.float32)


def _windows(steps: np.ndarray) -> np.ndarray:
    """Return the sums of as many steps as there are, from each on: ``(n, turns)`` to twice that."""
    n, turns = steps.shape
    circle = np.concatenate([steps, steps[:, ::-1]], axis=1)
    before = np.concatenate([np.zeros((n, 1)), circle, circle], axis=1).cumsum(1)
    return before[:, turns : 3 * turns] - before[:, : 2 * turns]


def chance_level(strongest: np.ndarray) -> np.ndarray:
    """Return what chance exceeds in 5 of 100 cases.

    Args:
        strongest: the strongest score at each shift, ``(119, n)``.

    Returns:
        The sixth greatest, ``(n,)``: of 120 that are alike, each is among the six greatest in 6
        of 120 cases.
    """
    return np.sort(strongest, axis=0)[-(SHIFTS + 1) // 20]
