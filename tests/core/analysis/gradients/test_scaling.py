"""Numbers near 1 with separate powers of two: nothing is rounded and nothing overflows."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.analysis.gradients.scaling import log2_norms, log2_rms, near_one, rows_near_one

FLOATS = st.floats(-1e300, 1e300, allow_subnormal=False)
VECTORS = arrays(np.float64, (2, 3, 4), elements=st.one_of(st.just(0.0), FLOATS))


@given(VECTORS, st.integers(-9, 9))
def test_vectors_and_rows_are_moved_by_powers_of_two_alone(parts, exponent):
    parts[:, np.abs(parts).max(axis=(0, 2)) < 1e-280] = 0  # room for the smaller numbers of a row
    parts[np.abs(parts) < 1e-14 * np.abs(parts).max(axis=(0, 2))[:, None]] = 0
    rows = list(parts.copy())
    exponents = rows_near_one(rows)
    for index in range(3):
        moved, new = near_one(list(parts[:, index]), exponent)
        largest = np.abs(moved).max()

        assert np.array_equal(np.ldexp(moved, new - exponent if largest else 0), parts[:, index])
        assert largest == 0 or 2.0**-23 < largest < 2.0**20
        assert np.array_equal(np.ldexp(np.stack(rows)[:, index], exponents[index]), parts[:, index])
        assert np.abs(np.stack(rows)[:, index]).max() == largest


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_smallest_and_largest_floats_move_to_near_one(dtype):
    limits = np.finfo(dtype)
    for value in (limits.tiny, limits.max / 2):
        (moved,), exponent = near_one([np.array([value, 0], dtype)], 5)
        rows = np.array([[value, 0], [1, 0]], dtype)
        exponents = rows_near_one([rows])

        assert 0.5 <= moved[0] < 1
        assert moved.dtype == rows.dtype == dtype
        assert exponent == 5 + exponents[0]
        assert rows[0, 0] == moved[0]
        assert (rows[1, 0], exponents[1]) == (1, 0)


def test_zeros_have_no_scale_and_nan_and_infinity_keep_theirs():
    assert near_one([np.zeros(3)], -70)[1] == 0
    (same,), exponent = near_one([np.array([np.nan, 1])], 3)
    rows = np.array([[np.inf, 1], [0, 0]])

    assert np.isnan(same[0])
    assert exponent == 3
    assert rows_near_one([rows]).tolist() == [0, 0]
    assert rows[0].tolist() == [inf, 1]


@given(arrays(np.float64, (3, 4), elements=st.floats(-4, 4)), st.sampled_from([-900, 0, 900]))
def test_norms_are_measured_where_their_squares_leave_the_floats(rows, exponent):
    rows[np.abs(rows) < 1e-30] = 0
    with np.errstate(divide="ignore"):
        expected = np.log2(np.linalg.norm(rows, axis=1)) + exponent
    inside, beside = log2_norms(np.ldexp(rows, exponent)), log2_norms(rows, np.full(3, exponent))

    np.testing.assert_allclose(inside, expected, rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(beside, expected, rtol=1e-13, atol=1e-13)


def test_the_root_mean_square_works_beyond_the_range_of_floats():
    assert log2_rms(np.full(7, -5000.25)) == -5000.25
    assert log2_rms(np.array([3.0, -inf])) == pytest.approx(3 - 0.5, abs=1e-15)
    assert log2_rms(np.array([-inf, -inf])) == log2_rms(np.array([])) == -inf
    assert log2_rms(np.array([1.0, inf])) == inf
    assert np.isnan(log2_rms(np.array([1.0, np.nan])))
