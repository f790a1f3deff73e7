"""The line and its marks are read back from the figure's data."""

import numpy as np
import pytest

from core.figures.autocorrelation import LEAST, TIMES, autocorrelation
from core.figures.palette import colour
from tests.core.figures.checked import checked

autocorrelation = checked(autocorrelation)

AXES = ("<apart>", "r")
DECAY = np.exp(-np.arange(512) / 8.5)


@pytest.mark.parametrize("dark", [False, True])
def test_the_dotted_lines_meet_at_the_length(dark):
    figure = autocorrelation(DECAY, 9, 1 / np.e, AXES, dark)
    (line,), (level, place) = figure.data, figure.layout.shapes

    assert (level.y0, level.y1) == (1 / np.e, 1 / np.e)
    assert (place.x0, place.x1) == (9, 9)
    assert line.y[8] >= level.y0 > line.y[9]
    assert line.line.color == colour("hidden_state", dark)
    assert figure.layout.xaxis.title.text != AXES[0]  # escaped


@pytest.mark.parametrize(("length", "shown"), [(1, LEAST + 1), (9, TIMES * 9 + 1), (200, 512)])
def test_so_much_is_drawn_that_the_length_can_be_seen(length, shown):
    (line,) = autocorrelation(DECAY, length, 0.37, AXES).data

    np.testing.assert_array_equal(line.x, np.arange(shown))
    np.testing.assert_array_equal(line.y, DECAY[:shown])


@pytest.mark.parametrize("length", [30.0, np.nan])
def test_where_it_never_falls_no_place_is_marked(length):
    figure = autocorrelation(np.ones(30), length, 0.37, AXES)

    assert len(figure.layout.shapes) == 1
    assert len(figure.data[0].x) == 30
