"""Trend, cycle and rest: they add up, and each is what it should be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.generation.decomposition import decompose, least_values
from tests.core.generation.number_networks import VALUES


@st.composite
def series(draw: st.DrawFn) -> tuple[list[float], int]:
    cycle = draw(st.integers(2, 9))
    return draw(st.lists(VALUES, min_size=least_values(cycle), max_size=40)), cycle


@given(series())
def test_trend_cycle_and_rest_add_up_to_the_series(given_series: tuple[list[float], int]) -> None:
    values, cycle = given_series
    parts = decompose(values, cycle)
    known = np.isfinite(parts.trend)
    np.testing.assert_array_equal(known, np.isfinite(parts.rest))
    whole = parts.trend + parts.cycle + parts.rest
    np.testing.assert_allclose(whole[known], np.array(values)[known], atol=1e-9)
    half = cycle // 2
    expected = [half <= place < len(values) - half for place in range(len(values))]
    assert known.tolist() == expected


@given(series())
def test_each_part_is_what_it_is_said_to_be(given_series: tuple[list[float], int]) -> None:
    values, cycle = given_series
    parts, half = decompose(values, cycle), cycle // 2
    for place in range(half, len(values) - half):
        around = np.array(values[place - half : place + half + 1])
        weights = np.ones(len(around))
        if cycle % 2 == 0:  # the two ends are the same phase, and count half each
            weights[[0, -1]] = 0.5
        assert parts.trend[place] == pytest.approx((around * weights).sum() / cycle, abs=1e-9)
    left = np.array(values) - parts.trend
    means = np.array([np.nanmean(left[phase::cycle]) for phase in range(cycle)])
    by_hand = np.tile(means - means.mean(), len(values))[: len(values)]
    np.testing.assert_allclose(parts.cycle, by_hand, atol=1e-9)
    assert parts.height == pytest.approx((by_hand.max() - by_hand.min()) / 2, abs=1e-9)
    rest = (left - by_hand)[half : len(left) - half]
    assert parts.deviation == pytest.approx(np.std(rest), abs=1e-9)


@given(
    st.floats(-1, 1), st.floats(-5, 5), st.lists(VALUES, min_size=2, max_size=9), st.integers(2, 5)
)
def test_a_straight_line_and_a_cycle_are_found_exactly(
    rise: float, start: float, shape: list[float], times: int
) -> None:
    cycle = np.array(shape) - np.mean(shape)
    line = start + rise * np.arange(times * len(shape))
    parts = decompose(line + np.tile(cycle, times), len(shape))
    known = np.isfinite(parts.trend)
    np.testing.assert_allclose(parts.trend[known], line[known], atol=1e-9)
    np.testing.assert_allclose(parts.cycle, np.tile(cycle, times), atol=1e-9)
    assert parts.rise == pytest.approx(rise, abs=1e-9)
    assert parts.deviation == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("known", "cycle"), [(13, 7), (3, 2), (10, 1), (0, 2)])
def test_too_few_values_are_refused(known: int, cycle: int) -> None:
    with pytest.raises(ValueError, match="two whole cycles of values"):
        decompose([0.0] * known, cycle)
