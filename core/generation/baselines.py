"""Forecasts that need no network: what any other has to be compared with."""

from collections.abc import Mapping

import numpy as np


def last_value(read: np.ndarray, horizon: int) -> np.ndarray:
    """Return the last value that was read, for every step ahead, ``(horizon,)``.

    >>> last_value(np.array([1.0, 2.0, 6.0]), 2).tolist()
    [6.0, 6.0]
    """
    return np.full(horizon, read[-1])


def mean(read: np.ndarray, horizon: int) -> np.ndarray:
    """Return the mean of all values that were read, for every step ahead, ``(horizon,)``.

    >>> mean(np.array([1.0, 2.0, 6.0]), 2).tolist()
    [3.0, 3.0]
    """
    return np.full(horizon, read.mean(dtype=float))


def same_phase(read: np.ndarray, horizon: int, cycle: int) -> np.ndarray:
    """Return the last value that was read at the same place of a cycle, ``(horizon,)``.

    >>> same_phase(np.array([1.0, 2.0, 6.0]), 3, cycle=2).tolist()
    [2.0, 6.0, 2.0]

    Args:
        read: the values that were read.
        horizon: how many steps ahead.
        cycle: steps of the cycle.

    Returns:
        All NaN if less than a whole cycle was read.
    """
    if len(read) < cycle:
        return np.full(horizon, np.nan)
    return read[len(read) - cycle + np.arange(horizon) % cycle]


def baselines(read: np.ndarray, horizon: int, cycle: int) -> Mapping[str, np.ndarray]:
    """Return each baseline by name: ``last-value``, ``mean``, ``same-phase``.

    Args:
        read: the values that were read, at least one.
        horizon: how many steps ahead.
        cycle: steps of the cycle.
    """
    return {
        "last-value": last_value(read, horizon),
        "mean": mean(read, horizon),
        "same-phase": same_phase(read, horizon, cycle),
    }
