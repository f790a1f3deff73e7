"""Anything can be typed; an axis shows it as it is, at its own position."""

import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.labels import END_ISOLATE, ISOLATE, MOST_LABELS, escape, name_axes, token_axis
from core.figures.plain import Figure
from core.text.display import ellipsis, visible
from tests.core.figures.checked import checked

name_axes = checked(name_axes)

NASTY = [
    "1",
    "2",
    "10",
    "2020-01-01",
    "<b>",
    "%{x}",
    "&lt;",
    "$a$",
    "nan",
    "a" * 5000,
    "\u202eabc",
    "한국",
]


@given(st.text() | st.text("<>&;altgmp"))
def test_escaping_loses_nothing_and_leaves_no_markup(text):
    escaped = escape(text)
    undone = escaped[1:-1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert (escaped[0], escaped[-1]) == (ISOLATE, END_ISOLATE)
    assert undone == text
    assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", escaped)


def test_tokens_are_numbers_on_the_axis_never_categories_or_dates():
    axis = token_axis(NASTY)

    assert axis["type"] == "linear"
    assert axis["tickvals"] == list(range(1, len(NASTY) + 1))
    assert axis["ticktext"] == [escape(label) for label in NASTY]


def test_equal_tokens_keep_their_places():
    axis = token_axis(["the", "the", "the"])

    assert axis["tickvals"] == [1, 2, 3]
    assert axis["ticktext"] == [escape("the")] * 3


@pytest.mark.parametrize("length", [0, 1, 2, 256])
def test_the_axis_has_room_for_each_token_and_is_never_without_width(length):
    low, high = token_axis(["x"] * length)["range"]

    assert (low, high) == (0.5, max(length, 1) + 0.5)


@pytest.mark.parametrize("length", [MOST_LABELS, MOST_LABELS + 1, 256, 5000])
def test_labels_stay_few_evenly_spaced_and_at_their_own_tokens(length):
    labels = [f"token {position}" for position in range(1, length + 1)]
    axis = token_axis(labels)
    positions = axis["tickvals"]

    assert MOST_LABELS / 2 <= len(positions) <= MOST_LABELS
    assert positions[0] == 1
    assert len({b - a for a, b in pairwise(positions)}) == 1
    assert axis["ticktext"] == [escape(labels[position - 1]) for position in positions]


def test_the_empty_token_has_a_visible_label():
    assert token_axis([ellipsis(visible(""))])["ticktext"] == [escape("∅")]


@pytest.mark.parametrize(("labels", "angle"), [(["a", "b"], 0), (["a", "bc"], None)])
def test_letters_are_upright_and_words_are_turned_where_needed(labels, angle):
    figure = go.Figure().update_xaxes(**token_axis(labels))

    assert figure.layout.xaxis.tickangle == angle
    assert figure.layout.xaxis.autotickangles == (0, 90)


def test_titles_of_axes_are_escaped_and_an_axis_without_one_has_none():
    plain = Figure()
    figure = name_axes(plain, "<b>")

    assert figure.layout.yaxis.title.text == escape("<b>")
    assert figure.layout.yaxis.automargin
    assert figure.layout.xaxis.title.text is None
    assert name_axes(plain, x="k").layout.xaxis.title.text == escape("k")
