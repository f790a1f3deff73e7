import numpy as np
import pytest

from core.figures.constructed_cells import STEPS_BACK, ConstructedGradient, constructed_cells
from core.figures.labels import escape
from core.figures.palette import network_colour
from tests.core.figures.checked import checked

constructed_cells = checked(constructed_cells)

NAMES = ("measured", "closed form")
STEPS = np.arange(6)


@pytest.mark.parametrize("dark", [False, True])
def test_dots_are_measured_and_lines_are_theory(dark):
    cell = ConstructedGradient("RNN <ρ>", 0, STEPS * -1.0 + 0.01, STEPS * -1.0)
    line, dots, _legend = constructed_cells([cell], NAMES, STEPS_BACK, dark).data

    assert (line.mode, dots.mode) == ("lines", "markers")
    assert list(line.x) == list(dots.x) == list(STEPS)
    np.testing.assert_allclose(10 ** np.array(line.y), 0.5**STEPS)
    np.testing.assert_allclose(10 ** np.array(dots.y), 0.5**STEPS * 2**0.01)
    assert line.line.color == dots.marker.color == network_colour(0, dark)
    assert dots.name == escape("RNN <ρ>, measured")
    assert line.hovertext[3] == f"{escape('RNN <ρ>, closed form')}<br>k = 3: 0.125"


def test_the_past_is_on_the_left_and_the_legend_has_one_line_for_all_closed_forms():
    flat = ConstructedGradient("RNN", 0, STEPS * 0.0, STEPS * 0.0)
    figure = constructed_cells([flat, flat], NAMES, "steps <back>")

    named = [each.name for each in figure.data if each.showlegend is not False]
    assert named == [escape("RNN, measured")] * 2 + [escape("closed form")]

    assert figure.layout.xaxis.autorange == "reversed"
    assert figure.layout.xaxis.title.text == escape("steps <back>")


def test_a_vanished_gradient_is_not_drawn_and_an_exploding_one_is():
    gone = ConstructedGradient("RNN", 0, STEPS * -200.0, np.array([0, *[-np.inf] * 5]))
    grown = ConstructedGradient("LSTM", 1, STEPS * 200.0, STEPS * 200.0)
    figure = constructed_cells([gone, grown], NAMES, STEPS_BACK)

    sizes = [each.marker.size for each in figure.data if each.mode == "markers"]
    assert sizes[0] > sizes[1]  # so that both are seen where they coincide
    assert list(np.isnan(figure.data[0].y)) == [False] + [True] * 5
    assert list(np.isnan(figure.data[1].y)) == [False] + [True] * 5
    assert figure.layout.yaxis.range[1] > 301
    assert np.isfinite(figure.layout.yaxis.range).all()
