"""Means after tokens are held against states that say which token was just read."""

import numpy as np

from core.analysis.units.token_means import TokenMean, token_means
from core.corpus.statistics.records import UnitStatistics


def statistics(codes, counts, means) -> UnitStatistics:
    means = np.array(means, np.float32)
    return UnitStatistics(
        length=int(sum(counts)),
        moments={},
        saturation={},
        autocorrelation_times=np.zeros(means.shape[1]),
        autocorrelation_cut=np.zeros(means.shape[1], bool),
        codes=np.array(codes, np.int64),
        code_counts=np.array(counts, np.int64),
        code_means=means,
    )


def test_tokens_come_by_the_mean_of_the_asked_unit_rare_ones_left_out():
    found = token_means(statistics([2, 5, 9], [4, 2, 3], [[0, -0.5], [0, 1], [0, 0.25]]), 1)

    assert found == (TokenMean(9, 3, 0.25), TokenMean(2, 4, -0.5))


def test_where_every_token_is_rare_there_is_none():
    assert token_means(statistics([2], [1], [[0.5]]), 0) == ()
