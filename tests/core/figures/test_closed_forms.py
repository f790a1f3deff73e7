import numpy as np
import pytest

from core.figures.closed_forms import STEPS_BACK, BesideTheory, closed_forms
from core.figures.labels import escape
from core.figures.palette import network_colour

NAMES = ("measured", "closed form")
STEPS = np.arange(6)


@pytest.mark.parametrize("dark", [False, True])
def test_dots_are_measured_and_lines_are_theory(dark):
    made = BesideTheory("RNN <ρ>", 0, STEPS * -1.0 + 0.01, STEPS * -1.0)
    line, dots = closed_forms([made], NAMES, STEPS_BACK, dark).data

    assert (line.mode, dots.mode) == ("lines", "markers")
    assert list(line.x) == list(dots.x) == list(STEPS)
    np.testing.assert_allclose(10 ** np.array(line.y), 0.5**STEPS)
    np.testing.assert_allclose(10 ** np.array(dots.y), 0.5**STEPS * 2**0.01)
    assert line.line.color == dots.marker.color == network_colour(0, dark)
    assert line.name == escape("RNN <ρ>, closed form")
    assert line.hovertext[3] == f"{escape('RNN <ρ>, closed form')}<br>k = 3: 0.125"


def test_the_past_is_on_the_left():
    figure = closed_forms([], NAMES, "steps <back>")

    assert figure.layout.xaxis.autorange == "reversed"
    assert figure.layout.xaxis.title.text == escape("steps <back>")


def test_what_vanished_is_not_drawn_and_what_explodes_is():
    gone = BesideTheory("RNN", 0, STEPS * -200.0, np.array([0, *[-np.inf] * 5]))
    grown = BesideTheory("LSTM", 1, STEPS * 200.0, STEPS * 200.0)
    figure = closed_forms([gone, grown], NAMES, STEPS_BACK)

    assert list(np.isnan(figure.data[0].y)) == [False] + [True] * 5
    assert list(np.isnan(figure.data[1].y)) == [False] + [True] * 5
    assert figure.layout.yaxis.range[1] > 301
    assert np.isfinite(figure.layout.yaxis.range).all()
