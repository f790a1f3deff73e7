"""A sentence as vectors: the figures' data are the vectors, typed text is escaped."""

import numpy as np

from core.figures.token_vectors import (
    MOST_ROWS,
    embedding_columns,
    one_hot_columns,
    word_bars,
)
from tests.core.figures.checked import checked

embedding_columns = checked(embedding_columns)
one_hot_columns = checked(one_hot_columns)
word_bars = checked(word_bars)

ESCAPED = "\u2068&lt;b&gt;\u2069"


def test_one_hot_has_a_row_for_each_word_and_a_column_for_each_token():
    vectors = np.eye(3, dtype=np.uint8)[[0, 2, 0, 1]]
    figure = one_hot_columns(vectors, ["a", "<b>", "a", "c"], ["2 a", "3 c", "5 <b>"])
    (heatmap,) = figure.data
    assert np.array_equal(heatmap.z, vectors.T)
    assert list(heatmap.x) == [1, 2, 3, 4]
    assert (heatmap.zmin, heatmap.zmax) == (0, 1)
    assert figure.layout.xaxis.ticktext[1] == ESCAPED
    assert figure.layout.yaxis.ticktext[2] == "\u20685 &lt;b&gt;\u2069"
    assert list(figure.layout.yaxis.tickvals) == [0, 1, 2]


def test_many_words_do_not_make_the_figure_endless():
    heights = [
        one_hot_columns(np.eye(n, dtype=np.uint8), ["a"] * n, ["a"] * n).layout.height
        for n in (2, MOST_ROWS, 5 * MOST_ROWS)
    ]
    assert heights[0] < heights[1] == heights[2]


def test_embedding_is_centred_on_zero():
    vectors = np.array([[0.5, -2.0, 0.0], [1.0, 0.25, 0.0]])
    (heatmap,) = embedding_columns(vectors, ["<b>", "c"]).data
    assert np.array_equal(heatmap.z, vectors.T)
    assert (heatmap.zmin, heatmap.zmax) == (-2.0, 2.0)
    assert heatmap.customdata[0][0] == ESCAPED
    (nothing,) = embedding_columns(np.zeros((1, 2)), ["a"]).data
    assert nothing.zmin < 0 < nothing.zmax


def test_word_bars_are_the_numbers():
    figure = word_bars(np.array([0.25, 2.0]), ["<b>", "<b>"])
    (bars,) = figure.data
    assert list(bars.x) == [1, 2]  # equal words are not merged
    assert list(bars.y) == [0.25, 2.0]
    assert list(figure.layout.xaxis.ticktext) == [ESCAPED] * 2
    assert not word_bars(np.array([]), []).data[0].y.size
