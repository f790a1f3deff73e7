"""Gradients as text."""

import math

import numpy as np
import pytest

from pages.memory_and_gradients.magnitudes import (
    factor_per_step,
    half_within,
    number_text,
    share_text,
    signed,
)


@pytest.mark.parametrize(
    ("log2", "shown"),
    [
        (-math.inf, "0"),
        (0.0, "1"),
        (math.log2(0.25), "0.25"),
        (math.log2(9999), "1e+04"),
        (math.log2(12_345), "1.2 × 10⁴"),
        (math.log2(9.96e-5), "1 × 10⁻⁴"),
        (-121.0, "3.8 × 10⁻³⁷"),
        (-4000.0, "7.6 × 10⁻¹²⁰⁵"),
        (4000.0, "1.3 × 10¹²⁰⁴"),
        (math.inf, "∞"),
        (math.nan, "–"),
    ],
)
def test_a_gradient_is_written_as_people_write_numbers(log2: float, shown: str):
    assert number_text(log2) == shown


@pytest.mark.parametrize(
    ("log2", "shown"),
    [
        (-math.inf, "0"),
        (math.log2(0.012), "1.2 %"),
        (0.0, "100 %"),
        (math.log2(2.5), "250 %"),
        (math.log2(1e-5), "1 × 10⁻⁵"),
        (math.log2(3e6), "3 × 10⁶"),
    ],
)
def test_a_share_is_a_percentage_unless_it_is_too_small_or_too_large(log2: float, shown: str):
    assert share_text(log2) == shown


def test_the_factor_per_step_is_a_geometric_mean():
    assert factor_per_step(-1.0, -1.0 + 10 * math.log2(0.61), 10) == pytest.approx(0.61)
    assert factor_per_step(0.0, -math.inf, 5) == 0
    assert factor_per_step(0.0, 0.0, 0) == 1


def test_half_of_a_sum_is_counted_from_the_end():
    assert half_within(np.log2([1.0, 1.0, 1.0, 1.0])) == 2
    assert half_within(np.log2([1.0, 1.0, 1.0, 8.0])) == 1
    assert half_within(np.log2([8.0, 1.0, 1.0, 1.0])) == 4
    assert half_within(np.array([-1e6, -1e6])) == 1
    assert half_within(np.array([])) == half_within(np.array([-np.inf])) == 0


def test_a_signed_number_always_has_a_sign():
    assert [signed(value) for value in (-0.5, 0.25)] == ["−0.500", "+0.250"]
