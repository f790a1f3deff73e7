"""The sums of products through spectra are those of the definition; planted memory is found."""

import numpy as np
import pytest

from core.corpus.statistics.autocorrelation import LAGS, MIN_PAIRS, AutocorrelationSums
from tests.core.analysis.noise import autoregressive

BLOCK = 1_536


def summed(values: np.ndarray, lengths: list[int]) -> AutocorrelationSums:
    begins = np.zeros(len(values), bool)
    begins[np.cumsum([0, *lengths[:-1]])] = True
    sums = AutocorrelationSums(values.shape[1])
    for start in range(0, len(values), BLOCK):
        sums.add(values[start : start + BLOCK], begins[start : start + BLOCK])
    return sums


def by_definition(values: np.ndarray, lengths: list[int]) -> np.ndarray:
    """Correlate pair by pair within documents and blocks, with the mean of all values removed."""
    document = np.repeat(np.arange(len(lengths)), lengths)
    part = document * len(values) + np.arange(len(values)) // BLOCK
    centred = values - values.mean(0)
    correlations = []
    for lag in range(min(LAGS, len(values))):
        together = part[lag:] == part[: len(values) - lag]
        if together.sum() < MIN_PAIRS:
            break
        products = centred[lag:] * centred[: len(values) - lag]
        correlations.append(products[together].mean(0) / (centred**2).mean(0))
    return np.reshape(correlations[: len(correlations) // 2 * 2], (-1, values.shape[1]))


@pytest.mark.parametrize(
    "lengths",
    [
        [2_000],
        [20] * 90,
        [1, 2, 3, 900, 1, 700, 5, 64, 33],
        [1] * 200,
        [MIN_PAIRS],
        [512, 513, 1_024, 1_025],
        [5],
    ],
    ids=lambda lengths: f"{len(lengths)} of {max(lengths)}",
)
def test_the_autocorrelation_from_spectra_is_the_sum_of_products(lengths):
    rng = np.random.default_rng(0)
    # A mean that is far from 0 beside a small spread, as that of a saturated unit.
    values = rng.standard_normal((sum(lengths), 3)).cumsum(0) * [1, 0.1, 1e-3] + [0, 1, 0.99]

    correlations = summed(values, lengths).autocorrelations()

    expected = by_definition(values, lengths)
    assert correlations.shape == expected.shape
    np.testing.assert_allclose(correlations, expected, atol=1e-7)


@pytest.mark.parametrize(("a", "expected"), [(0.0, 1), (0.5, 3), (0.9, 19), (-0.5, 1 / 3)])
def test_planted_memory_is_found(a, expected):
    values = autoregressive(a, (60_000, 8), np.random.default_rng(1))

    times, bounds = summed(values, [60_000]).times()

    assert np.median(times) == pytest.approx(expected, rel=0.1)
    assert (np.abs(times / expected - 1) < 0.35).all()
    assert not bounds.any()


def test_documents_are_not_compared_with_each_other():
    """Noise in documents of 20 tokens, each the copy of the one before: no memory but of copies."""
    document = np.random.default_rng(2).standard_normal((20, 50))
    values = np.tile(document, (500, 1))

    cut, _ = summed(values, [20] * 500).times()
    joined, _ = summed(values, [10_000]).times()

    # Each of 20 values is fixed, so lags within a document show chance, beyond it the copies.
    assert summed(values, [10_000]).autocorrelations()[20] == pytest.approx(1)
    assert len(summed(values, [20] * 500).autocorrelations()) == 20
    assert np.median(cut) < 3
    assert np.median(joined) < 3


def test_a_memory_that_outlasts_its_document_is_a_lower_bound():
    rng = np.random.default_rng(3)
    steps = np.repeat(rng.standard_normal((200, 4)), 30, axis=0)  # a constant for each document

    times, bounds = summed(steps, [30] * 200).times()

    assert times == pytest.approx(59, rel=0.03)  # 1 + 2 * 29: all lags there are
    assert bounds.all()


def test_a_short_corpus_gives_only_a_lower_bound_of_a_long_memory():
    values = autoregressive(0.99, (2_000, 6), np.random.default_rng(4))

    times, bounds = summed(values, [2_000]).times()

    assert (times > 20).all()
    assert bounds.all()


def test_an_oscillating_unit_has_a_time_of_zero():
    swing = np.tile([[1.0], [-1.0]], (500, 1))

    times, bounds = summed(swing, [1_000]).times()

    assert times == pytest.approx(0, abs=1e-9)
    assert not bounds.any()


def test_of_too_few_tokens_no_time_is_measured():
    for lengths in ([5], [1] * 3, [MIN_PAIRS]):
        times, bounds = summed(np.random.default_rng(5).random((sum(lengths), 2)), lengths).times()
        assert np.isnan(times).all()
        assert not bounds.any()
    times, _ = AutocorrelationSums(2).times()
    assert np.isnan(times).all()
