"""Numbers beyond the range of floats are drawn by their powers of ten and shown in full."""

from typing import Any

import numpy as np
import pytest

from core.figures.labels import MOST_LABELS, escape
from core.figures.log_axis import LOWEST, ends, format_power, power_axis, power_line, powers_of_ten
from tests.core.figures.checked import checked

power_line = checked(power_line)

STYLE: dict[str, Any] = {"name": "a<b", "line": {"color": "#123456", "width": 2}}


def drawn(powers: np.ndarray, labels: list[str], low: float) -> list[Any]:
    return list(power_line(powers, labels, low, STYLE))


def test_a_base_two_logarithm_becomes_a_power_of_ten():
    powers = powers_of_ten(np.array([0, np.log2(1000), -3321.928094887362, -np.inf]))

    np.testing.assert_allclose(powers, [0, 3, -1000, -np.inf])


@pytest.mark.parametrize(
    ("power", "text"),
    [
        (0.0, "1"),
        (np.log10(0.0625), "0.0625"),
        (-1000.0, "1.0e-1000"),
        (np.log10(9.97e-8), "1.0e-7"),
        (7.3, "2.0e+7"),
        (-np.inf, "0"),
        (np.inf, "∞"),
        (np.nan, "–"),
    ],
)
def test_a_number_is_shown_however_small_it_is(power, text):
    assert format_power(power) == text


@pytest.mark.parametrize(
    ("lines", "low", "high"),
    [
        ([[0.0, -3.2], [-1.0]], -4, 0),
        ([[0.0, -0.1]], -1, 0),
        ([[0.0, LOWEST - 1, -np.inf]], -1, 0),
        ([[2.5, 2.4]], 2, 2.5),
        ([[-np.inf], []], -1, 0),
        ([], -1, 0),
    ],
)
def test_an_axis_reaches_around_all_that_can_be_drawn(lines, low, high):
    assert ends([np.array(line) for line in lines]) == (low, high)


def test_far_ends_have_powers_as_ticks_and_near_ones_digits():
    far, near = power_axis(-20, 0), power_axis(-1, 0)

    assert list(far["tickvals"][:2]) == [0, -3]
    assert list(far["ticktext"][:2]) == ["1", "10<sup>−3</sup>"]
    assert {"0.1", "0.2", "0.5", "1"} <= set(near["ticktext"])
    np.testing.assert_allclose(10 ** near["tickvals"], [float(text) for text in near["ticktext"]])
    for axis, low, high in ((far, -20, 0), (near, -1, 0)):
        assert axis["range"][0] < low < high < axis["range"][1]
        assert min(axis["tickvals"]) >= axis["range"][0]


def test_points_below_the_axis_are_arrows_that_show_their_number():
    line, arrows = drawn(np.array([-np.inf, -50.0, -2.0]), list("abc"), -3)

    np.testing.assert_array_equal(line.y, [np.nan, np.nan, -2])
    np.testing.assert_array_equal(arrows.y, [-3, -3, np.nan])
    assert arrows.mode == "markers"
    assert (arrows.showlegend, arrows.legendgroup) == (False, line.legendgroup)
    assert [text.split(": ")[1] for text in arrows.hovertext] == ["0", "1.0e-50", "0.01"]
    assert arrows.hovertext[0].startswith(escape("a") + "<br>" + escape("a<b"))


@pytest.mark.parametrize(("tokens", "size"), [(MOST_LABELS, 7), (MOST_LABELS + 1, 3)])
def test_a_line_has_marks_that_can_be_clicked(tokens, size):
    (line,) = drawn(np.zeros(tokens), ["a"] * tokens, -1)

    assert (line.mode, line.marker.size) == ("lines+markers", size)
