"""The map of the words is read back from the figure's data."""

import numpy as np
import pytest

from core.figures.labels import MOST_LABELS, escape
from core.figures.palette import colour, page, signed
from core.figures.vocabulary_map import AXIS, MOST_WORDS, Marked, vocabulary_map
from core.text.word_counts import Projection
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

vocabulary_map = checked(vocabulary_map)

POINTS = np.random.default_rng(0).normal(size=(len(NASTY), 2))
MAP = Projection(POINTS, np.array([0.25, 0.0625]))


@pytest.mark.parametrize("dark", [False, True])
def test_every_word_is_a_point_with_its_name(dark):
    words, sentence = vocabulary_map(MAP, shown(NASTY), dark=dark).data

    assert np.allclose(np.stack([words.x, words.y], 1), POINTS)
    assert list(words.customdata) == [escape(word) for word in shown(NASTY)]
    assert words.hovertemplate == "%{customdata}<extra></extra>"
    assert words.marker.color == colour("hidden_state", dark)
    assert page(dark) in sentence.textfont.shadow


def test_tokens_of_the_sentence_are_marked_with_step_and_text():
    words = shown(NASTY)
    marked = [Marked(1, 4, "<B>"), Marked(2, 7, "The"), Marked(4, 0, "1"), Marked(5, 7, "the")]
    _, sentence = vocabulary_map(MAP, words, marked).data

    assert np.allclose(np.stack([sentence.x, sentence.y], 1), POINTS[[4, 7, 0]])
    labels = [f"1 {escape('<B>')}", f"2, 5 {escape('The')}", f"4 {escape('1')}"]
    assert list(sentence.text) == labels
    assert [list(pair) for pair in sentence.customdata] == [
        [escape(words[row]), label] for row, label in zip((4, 7, 0), labels, strict=True)
    ]
    assert sentence.hovertemplate == "%{customdata[1]} → %{customdata[0]}<extra></extra>"
    assert sentence.marker.color == sentence.textfont.color == signed(True)


def test_a_word_that_occurs_very_often_keeps_a_short_label():
    marked = [Marked(step, 7, "the") for step in range(1, 257)]
    _, sentence = vocabulary_map(MAP, shown(NASTY), marked).data

    assert list(sentence.text) == [f"1, 2, 3, … {escape('the')}"]


def test_without_a_sentence_nothing_is_marked():
    _, sentence = vocabulary_map(MAP, shown(NASTY)).data

    assert [len(values) for values in (sentence.x, sentence.y, sentence.customdata)] == [0, 0, 0]


def test_of_many_words_the_first_are_drawn_and_the_marked_ones_always():
    n = MOST_WORDS + 500
    points = np.random.default_rng(1).normal(size=(n, 2))
    points[-1] = 4, 4
    marked = [Marked(step, n - step, "rare") for step in range(1, MOST_LABELS + 3)]
    figure = vocabulary_map(
        Projection(points, np.array([0.5, 0.5])), [f"w{row}" for row in range(n)], marked
    )
    words, sentence = figure.data

    assert len(words.x) == len(words.y) == len(words.customdata) == MOST_WORDS
    assert np.allclose(sentence.x, [points[mark.row, 0] for mark in marked])
    labels = [f"{mark.step} {escape(mark.label)}" for mark in marked]
    shown_at = [number for number, text in enumerate(sentence.text) if text]
    assert 0 in shown_at  # apart from the crowd
    assert max(shown_at) < MOST_LABELS
    assert [sentence.text[number] for number in shown_at] == [labels[number] for number in shown_at]
    assert len(sentence.customdata) == MOST_LABELS + 2
    assert len(str(figure.to_json())) < 250_000


def test_axes_name_their_share_of_the_variance_and_have_one_scale():
    layout = vocabulary_map(MAP, shown(NASTY)).layout

    assert layout.xaxis.title.text == "direction 1: 25.0% of the variance"
    assert layout.yaxis.title.text == "direction 2: 6.2% of the variance"
    assert (layout.yaxis.scaleanchor, layout.yaxis.scaleratio) == ("x", 1)


def test_axes_are_named_in_the_readers_language():
    layout = vocabulary_map(MAP, shown(NASTY), axis="방향 {number} ({share:.0%})").layout

    assert layout.xaxis.title.text == "방향 1 (25%)"
    assert AXIS.format(number=1, share=0) not in layout.to_plotly_json().values()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_typed_reaches_a_template(dark):
    figure = vocabulary_map(MAP, shown(NASTY), [Marked(1, 5, "%{x}")], dark=dark)

    assert not any("%{x}" in trace.hovertemplate for trace in figure.data)
    assert figure.layout.template == vocabulary_map(MAP, shown(NASTY)).layout.template
