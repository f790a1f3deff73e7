import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.truncation import truncation
from tests.core.figures.sample import NASTY, shown

WHOLE = np.array([-4.0, -3, -2, -1, 0])
KEPT = np.array([-np.inf, -np.inf, -2, -1, 0])


@pytest.mark.parametrize("dark", [False, True])
def test_both_gradients_are_drawn_and_what_is_lost_is_an_arrow(dark):
    figure = truncation(WHOLE, KEPT, (2,), list("abcde"), ("whole", "kept"), dark)
    whole, kept, lost = figure.data

    assert [whole.name, kept.name] == [escape("whole"), escape("kept")]
    np.testing.assert_allclose(10 ** np.array(whole.y), 2.0**WHOLE)
    np.testing.assert_allclose(10 ** np.array(kept.y[2:]), 2.0 ** KEPT[2:])
    np.testing.assert_array_equal(np.isnan(lost.y), [False, False, True, True, True])
    assert whole.line.color != kept.line.color


@pytest.mark.parametrize("cuts", [(), (2,), (1, 3)])
def test_cuts_stand_between_two_tokens(cuts):
    figure = truncation(WHOLE, KEPT, cuts, list("abcde"), ("whole", "kept"))

    assert [shape.x0 for shape in figure.layout.shapes] == [cut + 0.5 for cut in cuts]


def test_tokens_are_escaped():
    tokens = shown(NASTY)
    zeros = np.zeros(len(tokens))
    figure = truncation(zeros, zeros, (), tokens, ("whole", "kept"))

    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]
