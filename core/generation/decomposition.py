"""Trend and cycle of a series, drawn apart: the classical decomposition."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Decomposition:
    """A series as a sum: trend + cycle + rest.

    Attributes:
        trend: the mean of a whole cycle around each value, ``(K,)``; NaN in the first and last half
            of a cycle, around which there is none.
        cycle: what each phase of the cycle adds to that on average, ``(K,)``; 0 on average.
        rest: what neither explains, ``(K,)``; NaN where the trend is.
    """

    trend: np.ndarray
    cycle: np.ndarray
    rest: np.ndarray

    @property
    def rise(self) -> float:
        """How much the trend rises per step: the slope of the straight line nearest to it."""
        places = np.flatnonzero(np.isfinite(self.trend))
        return float(np.polyfit(places, self.trend[places], 1)[0])

    @property
    def height(self) -> float:
        """The amplitude of the cycle: half of the way from its lowest to its highest point."""
        return float(np.ptp(self.cycle)) / 2

    @property
    def deviation(self) -> float:
        """The standard deviation of the rest."""
        return float(np.nanstd(self.rest))


def least_values(cycle: int) -> int:
    """Return how many values a decomposition needs: two whole cycles, and two of the trend.

    >>> least_values(7), least_values(2)
    (14, 4)
    """
    return 2 * cycle


def decompose(values: Sequence[float] | np.ndarray, cycle: int) -> Decomposition:
    """Return the trend of a series, its cycle, and what is left.

    Args:
        values: the K values.
        cycle: steps of the cycle, at least 2.

    Raises:
        ValueError: if there are less than two whole cycles.
    """
    if cycle < 2 or len(values) < least_values(cycle):
        raise ValueError(
            f"decompose expected a cycle of at least 2 steps and two whole cycles of values; got a "
            f"cycle of {cycle} and {len(values)} values."
        )
    from statsmodels.tsa.seasonal import seasonal_decompose  # here, because it takes long to load

    parts = seasonal_decompose(np.asarray(values, float), model="additive", period=cycle)
    return Decomposition(
        np.asarray(parts.trend), np.asarray(parts.seasonal), np.asarray(parts.resid)
    )
