"""The areas of the ledger are checked against its matrix, and their sum against the line."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.figures.labels import escape
from core.figures.ledger import largest_columns, ledger
from core.figures.palette import MOST_PARTS, colour, part_colour
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

ledger = checked(ledger)

NAMES = ("initial <state>", "all others", "memory")


def make_ledger(tokens: int, initial: float = 0.0) -> np.ndarray:
    """Return a ledger whose tokens write in both directions and fade by a third at each step."""
    rows, remaining = [], np.zeros(tokens + 1)
    remaining[0] = initial
    for token in range(tokens):
        remaining = remaining * (2 / 3)
        remaining[token + 1] = (-1) ** token / (1 + token)
        rows.append(remaining)
    return np.array(rows).reshape(tokens, tokens + 1)


def drawn(matrix, labels=None, at=None, **choices):
    labels = list("abcdefghijklmnopqrstuvwxyz"[: len(matrix)]) if labels is None else labels
    at = len(matrix) - 1 if at is None else at
    return ledger(matrix, matrix.sum(axis=1), labels, NAMES, at, **choices)


def areas(figure):
    return [each for each in figure.data if each.type == "bar"]


@pytest.mark.parametrize("tokens", [1, 5, 20])
@pytest.mark.parametrize("initial", [0.0, 0.5])
def test_all_areas_together_are_the_line(tokens, initial):
    matrix = make_ledger(tokens, initial)
    figure = drawn(matrix)

    whole = np.sum([area.y for area in areas(figure)], axis=0)
    np.testing.assert_allclose(whole, figure.data[-1].y, atol=1e-12)
    assert figure.layout.barmode == "relative"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("at", [11, 15, 19])
def test_the_largest_at_the_step_are_named_and_the_others_one_grey(at, dark):
    matrix = make_ledger(20, 0.5)
    figure = drawn(matrix, at=at, dark=dark)
    named = largest_columns(matrix, at)

    assert len(named) == MOST_PARTS
    assert list(named) == sorted(named)
    assert set(np.abs(matrix[at])[named]) == set(np.sort(np.abs(matrix[at]))[-MOST_PARTS:])
    for place, (area, column) in enumerate(zip(areas(figure), named, strict=False)):
        np.testing.assert_array_equal(area.y, matrix[:, column])
        assert area.marker.color == part_colour(place, dark)
    grey = areas(figure)[MOST_PARTS:]
    assert [area.marker.color for area in grey] == [part_colour(None, dark)] * 2
    assert [area.showlegend for area in grey] == [True, False]
    assert max(grey[1].y) <= 0 <= min(grey[0].y)


@given(arrays(float, (12, 13), elements=st.floats(-9, 9)), st.integers(0, 11), st.integers(1, 12))
def test_no_other_has_more_at_the_step_and_where_none_has_any_the_areas_decide(matrix, at, most):
    matrix = np.tril(matrix, 1)  # token k writes nothing before step k
    named = largest_columns(matrix, at, most)
    others = np.setdiff1d(np.arange(13), named)
    entries, all_areas = np.abs(matrix[at]), np.abs(matrix).sum(axis=0)

    assert len(named) == min(most, np.count_nonzero(all_areas))
    for column in named:
        larger = entries[others] > entries[column]
        assert not larger.any()
        tied = (entries[others] == entries[column]) & (all_areas[others] > all_areas[column])
        assert not tied.any()


def test_a_token_that_wrote_nothing_has_no_area():
    matrix = make_ledger(4)
    matrix[:, 2] = 0

    assert list(largest_columns(matrix, 3)) == [1, 3, 4]
    assert [area.name for area in areas(drawn(matrix))] == [
        escape(name) for name in ("1 a", "3 c", "4 d")
    ]


def test_columns_are_named_by_their_token_and_the_first_by_its_own_name():
    names = [area.name for area in areas(drawn(make_ledger(2, 3.0)))]

    assert names == [escape(name) for name in ("initial <state>", "1 a", "2 b")]


@pytest.mark.parametrize("quantity", ["cell_state", "hidden_state"])
def test_the_line_has_its_quantitys_colour_over_an_outline(quantity):
    outline, line = drawn(make_ledger(5), quantity=quantity).data[-2:]

    assert line.line.color == colour(quantity)
    assert line.line.width < outline.line.width
    np.testing.assert_array_equal(outline.y, line.y)
    assert outline.showlegend is False


def test_long_tokens_are_cut_in_the_legend():
    (area, *_rest) = areas(drawn(np.array([[0.0, 1.0]]), ["unforgettable"]))

    assert area.name == escape("1 unforget…")
    assert escape("unforgettable") in area.hovertext[0]


def test_without_tokens_there_is_an_empty_figure():
    figure = drawn(np.zeros((0, 1)))

    assert areas(figure) == []
    assert len(figure.data[-1].x) == 0


def test_tokens_are_escaped_wherever_they_are_shown():
    tokens = shown(NASTY)
    figure = drawn(make_ledger(len(tokens)), tokens)

    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]
    for area in areas(figure):
        for step, (text, token) in enumerate(zip(area.hovertext, tokens, strict=True), start=1):
            assert text.split("<br>")[1].startswith(f"{step} {escape(token)}: ")
