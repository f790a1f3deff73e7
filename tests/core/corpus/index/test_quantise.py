"""Levels keep every comparison with a threshold exactly as it is for the states themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.corpus.index.quantise import (
    HIGHEST,
    THRESHOLDS,
    level_counts,
    level_of,
    levels,
    values,
)

STATES = st.floats(-1, 1, width=32)
HUNDREDTHS = np.array([np.float32(k / 100) for k in range(-100, 101)])


def test_every_hundredth_and_its_neighbours_are_on_the_right_side_of_every_threshold():
    one = np.float32(1)
    states = np.concatenate(
        [HUNDREDTHS, np.nextafter(HUNDREDTHS, 2 * one), np.nextafter(HUNDREDTHS, -2 * one)]
    )
    states = states[np.abs(states) <= 1]

    for hundredths in range(-100, 101):
        tau = hundredths / 100
        on = levels(states) >= level_of(tau)
        np.testing.assert_array_equal(on, states >= np.float32(tau), err_msg=str(tau))


@given(arrays(np.float32, st.integers(0, 50), elements=STATES), st.integers(-100, 100))
def test_a_level_reaches_a_threshold_exactly_if_the_state_does(states, hundredths):
    tau = hundredths / 100

    np.testing.assert_array_equal(levels(states) >= level_of(tau), states >= np.float32(tau))


@given(STATES)
def test_the_middle_of_its_level_is_near_to_a_state_and_of_the_same_level(state):
    level = levels(np.array([state], np.float32))

    assert abs(values(level)[0] - state) <= 0.005001
    assert levels(values(level)) == level


def test_any_shape_keeps_its_shape_and_input_is_left_alone():
    states = np.array([[-1, 0, 0.3], [1, -0.5, 0.999]], np.float32)
    states.flags.writeable = False

    assert levels(states).tolist() == [[0, 100, 130], [200, 50, 199]]
    assert levels(states).dtype == np.uint8
    assert levels(np.empty((0, 3), np.float32)).shape == (0, 3)


def test_what_rounding_has_put_beyond_the_bounds_counts_as_the_bound():
    beyond = np.array([-1.0000002, 1.0000002, -1.5, 1.5], np.float32)

    assert levels(beyond).tolist() == [0, HIGHEST, 0, HIGHEST]


@pytest.mark.parametrize("threshold", [0.305, 1.01, -1.2, 7, 1e30, -np.inf])
def test_a_threshold_between_hundredths_or_beyond_the_bounds_is_refused(threshold):
    with pytest.raises(ValueError, match="whole number of hundredths from -1 to 1"):
        level_of(threshold)


def test_nan_is_no_threshold():
    with pytest.raises(ValueError, match="got nan"):
        level_of(float("nan"))


@pytest.mark.parametrize("threshold", [0.3, 0.1 + 0.2, np.float32(0.3), 0.29999998])
def test_a_threshold_may_be_a_little_off_as_sums_are(threshold):
    assert level_of(threshold) == 130
    assert THRESHOLDS[130] == np.float32(0.3)


def test_every_token_stands_in_the_bar_of_its_level():
    states = np.array([-1, -0.505, 0.0, 0.004, 0.995, 1, 1], np.float32)

    counts = level_counts(levels(states))

    assert counts.shape == values(np.arange(201, dtype=np.uint8)).shape
    assert counts.sum() == len(states)
    assert np.flatnonzero(counts).tolist() == [0, 49, 100, 199, 200]
    assert counts[100] == counts[200] == 2


def test_no_token_is_a_histogram_of_nothing():
    assert level_counts(np.empty(0, np.uint8)).tolist() == [0] * 201
