import numpy as np
import pytest

from core.figures.before_after import BeforeAfter, before_after
from core.figures.labels import escape
from core.figures.palette import colour, signed
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

before_after = checked(before_after)

BEFORE = np.array([0.1, 0.2, 0.3])
AFTER = np.array([0.1, np.nan, 0.9])
NAMES = ("before", "after")


def drawn(*panels, labels=("a", "b", "c"), **choices):
    return before_after(panels, labels, NAMES, **choices)


@pytest.mark.parametrize("dark", [False, True])
def test_each_panel_has_both_lines_with_a_gap_where_no_token_was_read(dark):
    panels = (
        BeforeAfter("positive", BEFORE, AFTER, bounds=(0, 1)),
        BeforeAfter("<gate>", BEFORE, AFTER, "forget_gate", (-1, 1)),
    )
    figure = drawn(*panels, dark=dark)

    assert len(figure.data) == 4
    for old, new in zip(figure.data[::2], figure.data[1::2], strict=True):
        np.testing.assert_array_equal(old.y, BEFORE)
        np.testing.assert_array_equal(new.y, AFTER)
        assert (new.connectgaps, list(new.x)) == (False, [1, 2, 3])
        assert old.line.width < new.line.width
    inks = [signed(True, dark), colour("forget_gate", dark)]
    assert [new.line.color for new in figure.data[1::2]] == inks
    assert [title.text for title in figure.layout.annotations] == [
        escape("positive"),
        escape("<gate>"),
    ]
    assert [line.showlegend for line in figure.data] == [True, True, False, False]
    assert figure.layout.yaxis.range == pytest.approx((-0.03, 1.03))
    assert figure.layout.yaxis2.tickvals == (-1, 0, 1)


def test_without_bounds_an_axis_goes_as_far_as_the_lines():
    assert drawn(BeforeAfter("c", BEFORE, AFTER, "cell_state")).layout.yaxis.range is None


def test_the_span_of_an_edit_is_shaded_in_every_panel():
    panels = [BeforeAfter("one", BEFORE, AFTER)] * 2
    figure = drawn(*panels, spans=[(1, 3)])

    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(1.5, 3.5)] * 2
    assert {shape.xref for shape in figure.layout.shapes} == {"x", "x2"}


def test_two_edits_are_no_darker_than_one():
    figure = drawn(BeforeAfter("one", BEFORE, AFTER), spans=[(1, 2), (0, 2), (2, 3)])

    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(0.5, 3.5)]


def test_a_click_anywhere_means_a_token_and_fades_none():
    figure = drawn(BeforeAfter("one", BEFORE, AFTER))

    assert (figure.layout.hovermode, figure.layout.hoverdistance) == ("x", -1)
    assert [line.unselected.marker.opacity for line in figure.data] == [1, 1]


def test_a_single_panel_is_higher_than_each_of_many():
    single, many = (drawn(*[BeforeAfter("one", BEFORE, AFTER)] * count) for count in (1, 6))

    assert single.layout.height < many.layout.height < 6 * single.layout.height


def test_tokens_are_escaped():
    tokens = shown(NASTY)
    zeros = np.zeros(len(tokens))
    figure = drawn(BeforeAfter("one", zeros, zeros), labels=tokens)

    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]
    tokens_in_hover = [text.split("<br>")[0] for text in figure.data[1].hovertext]
    assert tokens_in_hover == [escape(token) for token in tokens]
