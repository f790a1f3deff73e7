"""Scores, compared with their definitions: NumPy's correlation, and the AUC over all pairs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.analysis.tracking.association import ASSOCIATIONS, FEWEST_CASES, NUMBER, YES_NO, changes

LENGTH = 30
LEVELS = arrays.arrays(np.uint8, (3, LENGTH), elements=st.integers(0, 200))
FLOATS = arrays.arrays(np.float32, (3, LENGTH), elements=st.integers(-9, 9).map(lambda k: k / 8))


def auc_of_all_pairs(unit: np.ndarray, yes: np.ndarray) -> float:
    """Return the share of pairs in which the unit is higher at the yes; ties count half."""
    high, low = unit[yes][:, None].astype(float), unit[~yes].astype(float)
    return float(((high > low) + 0.5 * (high == low)).mean())


@settings(max_examples=50)
@given(LEVELS | FLOATS, st.permutations([True] * 12 + [False] * (LENGTH - 12)))
def test_the_score_of_a_yes_no_feature_is_its_auc_over_all_pairs(units, cases):
    yes = np.array(cases)
    association = ASSOCIATIONS[YES_NO]

    scores = association.prepare(units) @ association.scaled(yes[None].astype(np.float32)).T

    expected = [auc_of_all_pairs(unit, yes) for unit in units]
    np.testing.assert_allclose((scores[:, 0] + 1) / 2, expected, atol=1e-5)


@settings(max_examples=50)
@given(
    LEVELS | FLOATS,
    arrays.arrays(np.float32, (2, LENGTH), elements=st.integers(-1_000, 1_000)),
)
def test_the_score_of_a_number_is_pearson_s_r(units, features):
    association = ASSOCIATIONS[NUMBER]

    scores = association.prepare(units) @ association.scaled(features).T

    for unit, row in zip(units, scores, strict=True):
        for feature, score in zip(features, row, strict=True):
            if len(set(unit)) > 1 and len(set(feature)) > 1:
                assert score == pytest.approx(np.corrcoef(unit, feature)[0, 1], abs=1e-4)
            else:
                assert score == 0


def test_too_few_cases_have_no_score():
    ranks = ASSOCIATIONS[YES_NO].prepare(np.arange(LENGTH, dtype=np.uint8)[None])
    for yes in (0, FEWEST_CASES - 1, LENGTH - FEWEST_CASES + 1):
        feature = (np.arange(LENGTH)[None] < yes).astype(np.float32)
        assert ranks @ ASSOCIATIONS[YES_NO].scaled(feature).T == 0
    feature = (np.arange(LENGTH)[None] < FEWEST_CASES).astype(np.float32)
    assert ranks @ ASSOCIATIONS[YES_NO].scaled(feature).T == pytest.approx(-1)  # AUC 0: the lowest


def test_a_row_changes_if_two_of_its_values_differ():
    assert changes(np.array([[1, 1, 1], [1, 1, 2]])).tolist() == [False, True]
