import numpy as np
import pytest

from core.figures.difference import LEAST, difference
from core.figures.labels import escape
from core.figures.palette import page, signed
from core.figures.whole_sentence import MOST_TARGETS
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

difference = checked(difference)

MATRIX = np.array([[0.0, 0.0], [np.nan, np.nan], [0.5, -0.75]])


@pytest.mark.parametrize("dark", [False, True])
def test_the_heatmap_is_the_matrix_and_no_change_is_the_page(dark):
    heatmap = difference(MATRIX, list("abc"), "h", dark).data[0]

    np.testing.assert_array_equal(heatmap.z, MATRIX.T)
    assert (heatmap.zmin, heatmap.zmax) == (-0.75, 0.75)
    assert list(heatmap.x) == [1, 2, 3]
    scale = dict(heatmap.colorscale)
    assert scale == {0: signed(False, dark), 0.5: page(dark), 1: signed(True, dark)}


@pytest.mark.parametrize("matrix", [np.zeros((3, 2)), np.full((3, 2), 1e-7), MATRIX * np.nan])
def test_rounding_does_not_look_like_an_effect(matrix):
    heatmap = difference(matrix, list("abc"), "h").data[0]

    assert (heatmap.zmin, heatmap.zmax) == (-LEAST, LEAST)


def test_a_token_that_is_not_read_is_grey_and_shown_as_a_dash():
    figure = difference(MATRIX, list("abc"), "h")

    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(1.5, 2.5)]
    assert list(figure.data[1].hovertext) == ["0.0000", "–", "0.5000", "0.0000", "–", "-0.7500"]


def test_a_large_matrix_has_few_targets_over_all_its_tokens():
    figure = difference(np.zeros((256, 128)), ["w"] * 256, "h")

    assert MOST_TARGETS / 2 < len(figure.data[1].x) <= MOST_TARGETS
    assert (min(figure.data[1].x), max(figure.data[1].x)) == (1, 256)
    assert set(figure.data[1].y) <= set(range(128))


def test_the_units_fill_the_height():
    assert difference(np.zeros((3, 8)), list("abc"), "h").layout.yaxis.range == (7.5, -0.5)


def test_title_and_tokens_are_escaped():
    tokens = shown(NASTY)
    figure = difference(np.zeros((len(tokens), 2)), tokens, "<h>")

    assert figure.layout.annotations[0].text == escape("<h>")
    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]
    assert set(figure.data[1].customdata) == {escape(token) for token in tokens}


def test_without_tokens_there_is_an_empty_figure():
    assert difference(np.zeros((0, 4)), [], "h").data[0].z.shape == (4, 0)
