import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.truncation import truncation
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

truncation = checked(truncation)

WHOLE = np.array([-4.0, -3, -2, -1, 0])
TRUNCATED = np.array([-np.inf, -np.inf, -2, -1, 0])
NAMES = ("whole", "truncated")


@pytest.mark.parametrize("dark", [False, True])
def test_both_gradients_are_drawn_and_what_is_lost_is_an_arrow(dark):
    figure = truncation(WHOLE, TRUNCATED, (2,), list("abcde"), NAMES, dark)
    whole, truncated, lost = figure.data

    assert [whole.name, truncated.name] == [escape(name) for name in NAMES]
    np.testing.assert_allclose(10 ** np.array(whole.y), 2.0**WHOLE)
    np.testing.assert_allclose(10 ** np.array(truncated.y[2:]), 2.0 ** TRUNCATED[2:])
    np.testing.assert_array_equal(np.isnan(lost.y), [False, False, True, True, True])
    assert whole.line.color != truncated.line.color


@pytest.mark.parametrize("cuts", [(), (2,), (1, 3)])
def test_cuts_are_between_two_tokens(cuts):
    figure = truncation(WHOLE, TRUNCATED, cuts, list("abcde"), NAMES)

    assert [shape.x0 for shape in figure.layout.shapes] == [cut + 0.5 for cut in cuts]


def test_tokens_are_escaped():
    tokens = shown(NASTY)
    zeros = np.zeros(len(tokens))
    figure = truncation(zeros, zeros, (), tokens, NAMES)

    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]
