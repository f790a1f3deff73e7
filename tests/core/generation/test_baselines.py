"""Each baseline against a loop that says what it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.generation.baselines import baselines, last_value, mean, same_phase
from tests.core.generation.number_networks import VALUES

READ = st.lists(VALUES, min_size=1, max_size=20)


@given(READ, st.integers(0, 25), st.integers(1, 9))
def test_baselines_by_brute_force(read: list[float], horizon: int, cycle: int) -> None:
    values = np.array(read, np.float32)
    assert last_value(values, horizon).tolist() == [read[-1]] * horizon
    assert mean(values, horizon).tolist() == pytest.approx([sum(read) / len(read)] * horizon)

    grown = list(read)  # the same phase of a series that repeats its last cycle for ever
    for _step in range(horizon):
        grown.append(grown[-cycle] if len(read) >= cycle else np.nan)
    np.testing.assert_array_equal(same_phase(values, horizon, cycle), grown[len(read) :])

    together = baselines(values, horizon, cycle)
    assert [*together] == ["last-value", "mean", "same-phase"]
    assert all(made.shape == (horizon,) for made in together.values())


@given(st.lists(VALUES, min_size=2, max_size=9), st.integers(1, 4), st.integers(1, 20))
def test_the_same_phase_of_a_pure_cycle_is_never_wrong(
    cycle: list[float], times: int, horizon: int
) -> None:
    series = np.tile(np.array(cycle, np.float32), times + horizon)
    read = len(cycle) * times
    np.testing.assert_array_equal(
        same_phase(series[:read], horizon, len(cycle)), series[read : read + horizon]
    )
