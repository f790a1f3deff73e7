"""A probe recovers the weights of a feature, and its penalty keeps it from fitting noise."""

import numpy as np
import pytest

from core.analysis.tracking.linear_probe import fit

RNG = np.random.default_rng(0)


def test_the_weights_of_a_weighted_sum_are_recovered():
    units = RNG.integers(0, 200, (5, 4_000)).astype(np.uint8)
    weights = np.array([[1, -2, 0, 0.5, 0], [0, 0, 3, 0, 0]])

    fitted = fit(units, weights @ units)

    np.testing.assert_allclose(fitted, weights, atol=1e-3)


def test_a_unit_that_never_changes_has_no_weight():
    units = RNG.standard_normal((3, 500)).astype(np.float32)
    units[1] = 0.7

    fitted = fit(units, units[:1])

    assert fitted[0, 1] == 0
    assert fitted[0, 0] == pytest.approx(1, abs=1e-3)


def test_a_probe_of_more_units_than_tokens_still_predicts_the_feature():
    """50 of 200 units contain the feature and noise; there are 150 tokens to learn from."""
    feature = RNG.standard_normal((1, 2_000))
    units = RNG.standard_normal((200, 2_000)) * 2
    units[:50] += feature

    predictions = fit(units[:, :150], feature[:, :150]) @ units[:, 150:]

    assert np.corrcoef(predictions[0], feature[0, 150:])[0, 1] > 0.75
    assert np.corrcoef(units[0, 150:], feature[0, 150:])[0, 1] < 0.6


def test_units_of_which_none_changes_have_no_weights():
    assert (
        fit(np.zeros((4, 300), np.uint8), RNG.standard_normal((2, 300))).tolist() == [[0] * 4] * 2
    )
