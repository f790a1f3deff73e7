"""A probe reads what is there to be read, and its penalty keeps it from reading noise."""

import numpy as np
import pytest

from core.analysis.tracking.linear_probe import fit

RNG = np.random.default_rng(0)


def test_a_weighted_sum_is_read_with_its_weights():
    units = RNG.integers(0, 200, (5, 4_000)).astype(np.uint8)
    weights = np.array([[1, -2, 0, 0.5, 0], [0, 0, 3, 0, 0]])

    found = fit(units, weights @ units)

    np.testing.assert_allclose(found, weights, atol=1e-3)


def test_a_unit_that_never_changes_has_no_weight():
    units = RNG.standard_normal((3, 500)).astype(np.float32)
    units[1] = 0.7

    found = fit(units, units[:1])

    assert found[0, 1] == 0
    assert found[0, 0] == pytest.approx(1, abs=1e-3)


def test_of_more_units_than_tokens_it_still_finds_what_most_of_them_say():
    """One feature, heard by 50 of 200 units through noise; there are 150 tokens to learn from."""
    feature = RNG.standard_normal((1, 2_000))
    units = RNG.standard_normal((200, 2_000)) * 2
    units[:50] += feature

    said = fit(units[:, :150], feature[:, :150]) @ units[:, 150:]

    assert np.corrcoef(said[0], feature[0, 150:])[0, 1] > 0.75
    assert np.corrcoef(units[0, 150:], feature[0, 150:])[0, 1] < 0.6


def test_nothing_is_read_from_units_that_say_nothing():
    assert (
        fit(np.zeros((4, 300), np.uint8), RNG.standard_normal((2, 300))).tolist() == [[0] * 4] * 2
    )
