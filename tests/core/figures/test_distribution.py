"""The bars are read back from the figure's data and checked against the counts."""

import numpy as np
import pytest

from core.figures.distribution import distribution
from core.figures.palette import signed
from tests.core.figures.checked import checked

distribution = checked(distribution)

MIDDLES = np.array([-0.995, 0.0, 0.995], dtype=np.float32)
COUNTS = np.array([1, 0, 3])


def test_each_bar_is_a_share_of_all_tokens():
    (bars,) = distribution(MIDDLES, COUNTS, ("value", "share")).data

    assert np.array_equal(bars.x, MIDDLES)
    assert list(bars.y) == [0.25, 0, 0.75]
    assert list(bars.customdata) == list(COUNTS)


@pytest.mark.parametrize("dark", [False, True])
def test_bars_have_the_colour_of_their_sign(dark):
    (bars,) = distribution(MIDDLES, COUNTS, ("value", "share"), dark=dark).data

    assert list(bars.marker.color) == [signed(positive, dark) for positive in (False, True, True)]


def test_a_threshold_is_a_line_only_if_given():
    (line,) = distribution(MIDDLES, COUNTS, ("value", "share"), 0.3).layout.shapes

    assert (line.x0, line.x1) == (0.3, 0.3)
    assert not distribution(MIDDLES, COUNTS, ("value", "share")).layout.shapes


def test_without_tokens_all_bars_are_zero():
    (bars,) = distribution(MIDDLES, np.zeros(3, int), ("value", "share")).data

    assert list(bars.y) == [0, 0, 0]
