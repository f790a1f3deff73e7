"""Rankings of units, by scores and shares made up for the tests."""

import numpy as np
import pytest

from core.analysis.tracking.tracking import Tracking
from core.analysis.units.ranking import (
    Follows,
    Saturated,
    by_feature,
    by_memory,
    by_saturation,
    by_spread,
    closest,
    followed_features,
    most_saturated,
)
from core.corpus.statistics.records import Moments, Saturation, UnitStatistics

NAN = float("nan")


def tracking(chosen_by, scores, chance) -> Tracking:
    features = len(chance)
    return Tracking(
        kinds=("number",) * features,
        chosen_by=np.array(chosen_by),
        scores=np.array(scores),
        chance=np.array(chance),
        probe=np.zeros(features),
        probe_chance=np.zeros(features),
        tokens=np.full(features, 100),
        reasons=(None,) * features,
    )


def statistics(std=(0.1, 0.2), times=(1.0, 2.0), gates=None) -> UnitStatistics:
    units = len(std)
    zeros = np.zeros(units)
    return UnitStatistics(
        length=10,
        moments={"hidden_state": Moments(zeros, np.array(std), zeros, zeros)},
        saturation=gates or {},
        autocorrelations=np.zeros((0, units), np.float32),
        correlation_lengths=np.array(times),
        correlation_cut=np.zeros(units, bool),
        codes=np.zeros(0, np.int64),
        code_counts=np.zeros(0, np.int64),
        code_means=np.zeros((0, units), np.float32),
    )


MEASURED = tracking(
    chosen_by=[[0.2, -0.9], [0.95, 0.1], [NAN, NAN], [0.5, 0.3]],
    scores=[[0.9, -0.8], [0.1, 0.99], [NAN, NAN], [0.6, 0.3]],
    chance=[0.3, 0.2],
)


def test_units_and_their_features_are_chosen_by_the_first_half_alone():
    """Unit 1 comes first by its score on the first half, though it fails on the other."""
    assert by_feature(MEASURED) == (Follows(1, 0), Follows(0, 1), Follows(3, 0), Follows(2, 1))


def test_one_feature_ranks_all_units_by_it():
    assert by_feature(MEASURED, 1) == (Follows(0, 1), Follows(3, 1), Follows(1, 1), Follows(2, 1))


def test_features_that_a_unit_follows_are_beyond_chance_and_in_order():
    assert followed_features(MEASURED, 3) == (0, 1)
    assert followed_features(MEASURED, 0) == (1, 0)
    assert followed_features(MEASURED, 1) == (1,)
    assert followed_features(MEASURED, 2) == ()


def test_features_of_a_unit_are_ordered_by_score_with_unmeasured_ones_last():
    measured = tracking([[0.1, 0.1, NAN]], [[-0.4, 0.9, NAN]], [0, 0, NAN])

    assert closest(measured, 0) == (1, 0, 2)


def test_each_unit_has_its_most_saturated_gate():
    gates = {
        "forget_gate": Saturation(np.array([0.1, 0.0]), np.array([0.2, 0.7])),
        "input_gate": Saturation(np.array([0.9, 0.3]), np.array([0.0, 0.6])),
    }

    assert by_saturation(statistics(gates=gates)) == (
        Saturated(0, "input_gate", False, 0.9),
        Saturated(1, "forget_gate", True, 0.7),
    )


def test_a_cell_without_gates_has_no_saturated_one():
    assert by_saturation(statistics()) == ()
    with pytest.raises(ValueError, match="expected a cell with gates"):
        most_saturated(statistics(), 0)


def test_slow_and_wide_units_come_first_and_the_unmeasured_last():
    measured = statistics(std=(0.2, 0.5, 0.5), times=(NAN, 3.0, 7.0))

    assert by_memory(measured) == (2, 1, 0)
    assert by_spread(measured) == (1, 2, 0)
