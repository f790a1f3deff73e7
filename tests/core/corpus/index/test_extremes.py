"""Peaks and extremes found chunk by chunk are those that sorting everything finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.corpus.index import extremes as running
from core.corpus.index.extremes import RunningExtremes
from core.corpus.index.state_index import SEGMENT
from tests.core.corpus.made_up_indexes import extremes, peaks


def taken_in(states: np.ndarray, chunk: int) -> RunningExtremes:
    """Take in states ``(T, hidden_size)``, ``chunk`` tokens at a time."""
    actual = RunningExtremes(states.shape[1])
    for start in range(0, len(states), chunk):
        actual.add(start, np.ascontiguousarray(states[start : start + chunk].T))
    return actual


def assert_same(actual: object, expected: object) -> None:
    assert vars(actual).keys() == vars(expected).keys()
    for name, array in vars(expected).items():
        np.testing.assert_array_equal(getattr(actual, name), array, err_msg=name)


@settings(max_examples=40)
@given(
    st.integers(0, 1_500),
    st.integers(1, 4),
    st.integers(1, 5),
    st.sampled_from([1, 3, 1_000]),
    st.integers(0, 2**32 - 1),
)
def test_peaks_and_extremes_are_those_of_a_full_sort(length, hidden_size, segments, steps, seed):
    rng = np.random.default_rng(seed)
    states = rng.integers(-steps, steps + 1, (length, hidden_size)) / np.float32(steps)
    states = states.astype(np.float32)
    actual = taken_in(states, segments * SEGMENT)

    assert_same(actual.extremes(), extremes(states))
    assert_same(actual.peaks(), peaks(states))


def test_a_unit_that_grows_and_one_that_falls_all_along_are_followed(monkeypatch):
    monkeypatch.setattr(running, "KEPT", 10)
    up = np.linspace(-1, 1, 5_000, dtype=np.float32)
    actual = taken_in(np.stack([up, -up, np.ones_like(up)], 1), SEGMENT).extremes()

    assert actual.strongest_positions.tolist() == [
        [*range(4_999, 4_989, -1)],
        [*range(10)],
        [*range(10)],
    ]
    assert actual.weakest_positions.tolist() == [
        [*range(10)],
        [*range(4_999, 4_989, -1)],
        [*range(10)],
    ]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [0, 130, 199])
def test_a_state_that_is_not_finite_is_refused(bad, place):
    states = np.zeros((2, 200), np.float32)
    states[1, place] = bad

    with pytest.raises(ValueError, match="finite"):
        RunningExtremes(2).add(0, states)


def test_without_tokens_there_are_no_extremes():
    actual = RunningExtremes(3)

    assert actual.extremes().strongest_values.shape == (3, 0)
    assert actual.peaks().low_offsets.shape == (3, 0)
