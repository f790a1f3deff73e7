"""A series that rises, goes in cycles and is noisy; only its noise cannot be predicted.

A made-up year of daily values: a trend, a cycle of 30 days, one of 7, and noise that is new each
time. A window does not name the days of the year that it shows, but its values tell them.
"""

from functools import lru_cache

import torch
from torch import Tensor

SLOPE = 0.003
"""Rise of the trend per day."""

CYCLES = ((0.5, 30.0), (0.3, 7.0))
"""Amplitude and days of each cycle."""

NOISE = 0.1
"""Standard deviation of the noise."""

SEQ_LENGTH = 64
"""Values of a window; the one after it is to be predicted."""

LATEST_START = 300.0
"""Windows begin between day 0 and this day, so that all end within the year."""


def signal(days: Tensor) -> Tensor:
    """Return what the values would be without noise: the trend and both cycles."""
    cycles = [height * torch.sin(2 * torch.pi * days / period) for height, period in CYCLES]
    return SLOPE * days + torch.stack(cycles).sum(0)


def windows(n: int, generator: torch.Generator, seq_length: int = SEQ_LENGTH) -> Tensor:
    """Return n windows of consecutive days, and the value after each.

    Args:
        n: number of windows.
        generator: the source of the noise and of the first days, which need not be whole numbers.
        seq_length: values of a window.

    Returns:
        ``(n, seq_length + 1)`` float64, rounded to two decimals, as a person types them.
    """
    starts = LATEST_START * torch.rand(n, 1, dtype=torch.float64, generator=generator)
    clean = signal(starts + torch.arange(seq_length + 1))
    noise = NOISE * torch.randn(clean.shape, dtype=torch.float64, generator=generator)
    return (clean + noise).round(decimals=2)


def made_up(seed: int, length: int) -> str:
    """Return values of consecutive days as a text: other days and other noise for each seed.

    >>> made_up(1, 3) == made_up(1, 3) != made_up(2, 3)
    True
    """
    return as_text(windows(1, torch.Generator().manual_seed(seed), length - 1)[0])


def as_text(values: Tensor) -> str:
    """Return values as a person types them.

    >>> as_text(torch.tensor([0.5, -0.25, -0.001]))
    '0.50 -0.25 0.00'
    """
    return " ".join(f"{value:z.2f}" for value in values.tolist())


def best_prediction(values: Tensor) -> Tensor:
    """Return the best prediction of the value after each window, ``(n,)``.

    Whoever knows trend, cycles and noise, but not the day on which a window begins, can do no
    better than the mean over all days, each weighted by how well the window fits it (Bayes).

    Args:
        values: windows, ``(n, T)`` float64.
    """
    clean = _candidates(values.shape[1])
    misfits = (torch.cdist(part, clean[:, :-1]) ** 2 for part in values.split(100))  # (100, starts)
    means = [_likelihoods(misfit, 1) @ clean[:, -1] for misfit in misfits]
    return torch.cat(means)


def best_predictions(values: Tensor) -> Tensor:
    """Return the best prediction after each value of windows, ``(n, T)``; 10 ms a window.

    Args:
        values: windows, ``(n, T)`` float64.
    """
    clean = _candidates(values.shape[1])
    misfits = (((clean[:, :-1] - window) ** 2).cumsum(1) for window in values)  # (starts, T)
    return torch.stack([(_likelihoods(misfit, 0) * clean[:, 1:]).sum(0) for misfit in misfits])


@lru_cache(maxsize=8)
def last_value_loss(seq_length: int = SEQ_LENGTH) -> float:
    """Return the mean squared error of who predicts the last value again.

    Both values are noisy, and from one to the other trend and cycles have gone on.
    """
    return 2 * NOISE**2 + float((_candidates(seq_length).diff() ** 2).mean())


def _candidates(seq_length: int) -> Tensor:
    """Return windows without noise, and the value after each, for every day on which one begins."""
    starts = torch.arange(0, LATEST_START, 0.05, dtype=torch.float64)[:, None]
    return signal(starts + torch.arange(seq_length + 1))  # (starts, T + 1)


def _likelihoods(misfit: Tensor, dim: int) -> Tensor:
    """Return how likely each candidate is, by its squared distance from what was read."""
    return (-misfit / (2 * NOISE**2)).softmax(dim)
