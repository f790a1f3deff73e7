"""Mean of a unit's hidden state right after each token: its conditional means."""

from typing import NamedTuple

import numpy as np

from ...corpus.statistics.records import UnitStatistics

FEWEST = 3
"""Occurrences that a token needs for its mean to be meaningful."""


class TokenMean(NamedTuple):
    """A token's id, how often it occurs, and the mean of a unit's hidden state right after it."""

    code: int
    times: int
    mean: float


def token_means(
    statistics: UnitStatistics, unit: int, fewest: int = FEWEST
) -> tuple[TokenMean, ...]:
    """Return the mean of a unit after every token that occurs often enough, the highest first.

    Args:
        statistics: of all units over a corpus of tokens; a corpus of numbers has no token means.
        unit: which unit.
        fewest: how often a token must occur.
    """
    often = np.flatnonzero(statistics.code_counts >= fewest)
    means = statistics.code_means[often, unit]
    return tuple(
        TokenMean(int(statistics.codes[row]), int(statistics.code_counts[row]), float(mean))
        for row, mean in sorted(zip(often, means, strict=True), key=lambda pair: -pair[1])
    )
