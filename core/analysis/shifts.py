"""What chance alone would show: one series set against the other, shifted in a circle.

A shift takes away what the two have to do with each other and keeps what each has to do with
itself. Two slow series go up and down together for long stretches by chance; the level that they
reach so is what a score has to beat.
"""

import numpy as np
import torch

SHIFTS = 119
"""Shifts that are tried; with the series as it was, 120, of which 5 % are 6."""

FEWEST = 144
"""Tokens that are needed: the shifts and, at either end, a margin in which nothing is tried."""

MARGIN = FEWEST // 2 - SHIFTS // 2
"""Shifts of less than this part of 144 are not tried: what is slow would still show."""


def whole_steps(tokens: int) -> int:
    """Return how many of so many tokens are used: whole steps of a shift, 144 or some more."""
    return tokens - tokens % max(tokens // FEWEST, 1)


def shifted_products(features: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return the products of rows with rows, for every shift that is tried.

    Shifts are whole numbers of steps. Cut into steps, a row is a table, which a shift turns: so
    one Fourier transform along the number of the step gives all shifts at once.

    Args:
        features: ``(n, t)`` float32, t as ``whole_steps`` returns it, and 144 or more.
        units: ``(m, t)`` float32.

    Returns:
        ``(119, n, m)`` float32.
    """
    step = features.shape[1] // FEWEST
    turns = features.shape[1] // step
    spectra = [
        torch.fft.rfft(torch.from_numpy(rows.reshape(len(rows), turns, step)), dim=1)
        for rows in (features, units)
    ]
    products = torch.einsum("nks,mks->knm", spectra[0].conj(), spectra[1])
    margin = MARGIN * turns / FEWEST
    tried = np.linspace(margin, turns - margin, SHIFTS).round().astype(int)
    return torch.fft.irfft(products, turns, dim=0).numpy()[tried]


def chance_level(strongest: np.ndarray) -> np.ndarray:
    """Return what chance exceeds in 5 of 100 cases.

    Args:
        strongest: the strongest score at each shift, ``(119, n)``.

    Returns:
        ``(n,)``: the sixth greatest, as one of 120 would be among the first six by chance alone
        in 6 of 120 cases.
    """
    return np.sort(strongest, axis=0)[-(SHIFTS + 1) // 20]
