"""Masked and unmasked along the same steps: the lines are the numbers, padding is shaded."""

import numpy as np
import pytest

from core.figures.padded_states import padded_states
from core.figures.palette import signed
from tests.core.figures.checked import checked

padded_states = checked(padded_states)

LINES = {"masked": np.array([0.0, 0.5, 0.5]), "unmasked": np.array([0.1, 0.6, 0.7])}


@pytest.mark.parametrize("dark", [False, True])
def test_lines_are_the_numbers_and_shades_the_padding(dark):
    figure = padded_states(LINES, ["pad", "<b>", "pad"], [False, True, False], dark)
    assert [trace.name for trace in figure.data] == [*LINES]
    for trace, values in zip(figure.data, LINES.values(), strict=True):
        assert list(trace.x) == [1, 2, 3]
        assert np.array_equal(trace.y, values)
    assert figure.data[0].line.dash != figure.data[1].line.dash  # told apart without colour
    assert figure.data[1].line.color == signed(False, dark)
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(0.5, 1.5), (2.5, 3.5)]
    assert figure.layout.xaxis.ticktext[1] == "\u2068&lt;b&gt;\u2069"


def test_a_whole_text_has_no_shade():
    figure = padded_states(LINES, ["a", "b", "c"], [True] * 3)
    assert not figure.layout.shapes
