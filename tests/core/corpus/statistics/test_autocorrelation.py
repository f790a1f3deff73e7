"""The sums of products through spectra are those of the definition; planted memory is found."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.corpus.statistics.autocorrelation import (
    FALLEN,
    MIN_PAIRS,
    AutocorrelationSums,
    correlation_lengths,
)
from core.corpus.statistics.spectra import LAGS
from tests.core.analysis.noise import autoregressive

BLOCK = 1_536


def summed(values: np.ndarray, lengths: list[int], *cuts: int) -> np.ndarray:
    """Return the autocorrelations, from sums over blocks that end at these places."""
    begins = np.zeros(len(values), bool)
    begins[np.cumsum([0, *lengths[:-1]])] = True
    sums = AutocorrelationSums(values.shape[1])
    inside = {cut for cut in cuts or range(0, len(values), BLOCK) if 0 < cut < len(values)}
    for start, stop in pairwise([0, *sorted(inside), len(values)]):
        sums.add(values[start:stop], begins[start:stop])
    return sums.autocorrelations()


def lengths_of(values: np.ndarray, lengths: list[int]) -> tuple[np.ndarray, np.ndarray]:
    return correlation_lengths(summed(values, lengths), len(values))


def by_definition(values: np.ndarray, lengths: list[int]) -> np.ndarray:
    """Correlate pair by pair within documents, with the mean of all values removed."""
    document = np.repeat(np.arange(len(lengths)), lengths)
    centred = values - values.mean(0)
    correlations = []
    for lag in range(min(LAGS, len(values))):
        together = document[lag:] == document[: len(values) - lag]
        if together.sum() < MIN_PAIRS:
            break
        products = centred[lag:] * centred[: len(values) - lag]
        correlations.append(products[together].mean(0) / (centred**2).mean(0))
    return np.reshape(correlations, (-1, values.shape[1]))


def walks(length: int) -> np.ndarray:
    """Return series with a mean that is far from 0 beside a small spread, as saturated units."""
    steps = np.random.default_rng(0).standard_normal((length, 3)).cumsum(0)
    return steps * [1, 0.1, 1e-3] + [0, 1, 0.99]


@pytest.mark.parametrize(
    "lengths",
    [
        [2_000],
        [20] * 90,
        [1, 2, 3, 900, 1, 700, 5, 64, 33],
        [1] * 200,
        [MIN_PAIRS],
        [512, 513, 1_024, 1_025],
        [100, 5_000, 3, 1_400, 1_700],
        [5],
    ],
    ids=lambda lengths: f"{len(lengths)} of {max(lengths)}",
)
def test_the_autocorrelation_from_spectra_is_the_sum_of_products(lengths):
    values = walks(sum(lengths))

    correlations = summed(values, lengths)

    expected = by_definition(values, lengths)
    assert correlations.shape == expected.shape
    np.testing.assert_allclose(correlations, expected, atol=1e-7)


LENGTHS = [700, 1, 40, 1_300, 2, 60]


@given(st.sets(st.integers(1, sum(LENGTHS) - 1), min_size=1, max_size=9))
def test_the_blocks_that_it_was_summed_in_make_no_difference(cuts):
    values = walks(sum(LENGTHS))

    np.testing.assert_allclose(
        summed(values, LENGTHS, *cuts), summed(values, LENGTHS, len(values)), atol=1e-7
    )


@pytest.mark.parametrize(("a", "decay"), [(0.5, 1.44), (0.9, 9.49), (0.97, 32.8)])
def test_of_planted_memory_it_is_the_time_in_which_that_falls_to_1_in_e(a, decay):
    """The correlation of x_t = a x_{t−1} + noise is aᵏ, which is exp(−k/λ) with λ = −1/ln a."""
    values = autoregressive(a, (60_000, 8), np.random.default_rng(1))

    lengths, bounds = lengths_of(values, [60_000])

    assert decay == pytest.approx(-1 / math.log(a), rel=0.01)
    assert np.median(lengths) == pytest.approx(math.ceil(decay), abs=max(1, 0.1 * decay))
    assert (np.abs(lengths / decay - 1) < 0.4).all()
    assert not bounds.any()


def test_a_long_faint_memory_does_not_make_it_longer():
    """Quick noise on a slow unit: summed up, its small correlations would outweigh the quick."""
    rng = np.random.default_rng(6)
    quick, slow = (autoregressive(a, (60_000, 4), rng) for a in (0.5, 0.99))

    lengths, _ = lengths_of(quick + 0.4 * slow, [60_000])

    assert set(lengths.tolist()) <= {2.0, 3.0}


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_it_is_the_first_distance_below_1_in_e(later):
    correlations = np.array([[1.0], *([each] for each in later)])

    (length,), (bound,) = correlation_lengths(correlations, 10**6)

    assert (correlations[: int(length)] >= FALLEN).all()
    assert bound == (length == len(correlations))
    assert bound or correlations[int(length)] < FALLEN


def test_documents_are_not_compared_with_each_other():
    """Noise in documents of 20 tokens, each the copy of the one before: no memory but of copies."""
    document = np.random.default_rng(2).standard_normal((20, 50))
    values = np.tile(document, (500, 1))

    assert summed(values, [10_000])[20] == pytest.approx(1)
    assert len(summed(values, [20] * 500)) == 20


def test_a_memory_that_outlasts_its_document_is_a_lower_bound():
    rng = np.random.default_rng(3)
    steps = np.repeat(rng.standard_normal((200, 4)), 30, axis=0)  # a constant for each document

    lengths, bounds = lengths_of(steps, [30] * 200)

    assert lengths.tolist() == [30] * 4
    assert bounds.all()


def test_a_short_corpus_gives_only_a_lower_bound_of_a_long_memory():
    values = autoregressive(0.99, (2_000, 6), np.random.default_rng(4))

    lengths, bounds = lengths_of(values, [2_000])

    assert (lengths > 20).all()
    assert bounds.all()


def test_an_oscillating_unit_and_noise_have_a_length_of_one():
    swing = np.tile([[1.0], [-1.0]], (500, 1))
    noise = np.random.default_rng(7).standard_normal((1_000, 1))

    lengths, bounds = lengths_of(np.hstack([swing, noise]), [1_000])

    assert lengths.tolist() == [1, 1]
    assert not bounds.any()


def test_a_unit_that_never_changes_has_none():
    (length,), (bound,) = lengths_of(np.full((1_000, 1), 0.7), [1_000])

    assert math.isnan(length)
    assert not bound


def test_of_too_few_tokens_none_is_measured():
    for lengths in ([5], [1] * 3, [MIN_PAIRS], [1] * MIN_PAIRS):
        found, bounds = lengths_of(np.random.default_rng(5).random((sum(lengths), 2)), lengths)
        assert np.isnan(found).all()
        assert not bounds.any()
    assert AutocorrelationSums(2).autocorrelations().shape == (0, 2)
