"""Means of a unit after tokens, from statistics made up for the tests."""

import numpy as np

from core.analysis.units.token_means import TokenMean, token_means
from core.corpus.statistics.records import UnitStatistics


def statistics(codes, counts, means) -> UnitStatistics:
    means = np.array(means, np.float32)
    return UnitStatistics(
        length=int(sum(counts)),
        moments={},
        saturation={},
        autocorrelations=np.zeros((0, means.shape[1]), np.float32),
        correlation_lengths=np.zeros(means.shape[1]),
        correlation_cut=np.zeros(means.shape[1], bool),
        codes=np.array(codes, np.int64),
        code_counts=np.array(counts, np.int64),
        code_means=means,
    )


def test_tokens_are_ordered_by_the_unit_s_mean_without_rare_ones():
    means = token_means(statistics([2, 5, 9], [4, 2, 3], [[0, -0.5], [0, 1], [0, 0.25]]), 1)

    assert means == (TokenMean(9, 3, 0.25), TokenMean(2, 4, -0.5))


def test_there_are_no_means_where_every_token_is_rare():
    assert token_means(statistics([2], [1], [[0.5]]), 0) == ()
