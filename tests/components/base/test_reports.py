"""What components report comes from a browser, where anybody can send anything."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.components.base.settled import Settled, read_settled
from pages.components.connections.payload import read_pinned
from pages.components.over_chart import Clicked, read_clicked
from pages.components.passage import place
from pages.components.snippets.payload import read_chosen

REPORTS: dict[str, tuple[Callable[[object], object], dict[str, Any]]] = {
    "settled": (read_settled, {"position": 3, "unit": 1, "digest": "d1"}),
    "passage": (place.read_settled, {"position": 3, "unit": 1, "span": [2, 5], "digest": "d1"}),
    "pinned": (read_pinned, {"position": 3, "digest": "d1"}),
    "chosen": (read_chosen, {"index": 3, "digest": "d1"}),
    "clicked": (read_clicked, {"x": 3, "y": 0.5, "index": 2}),
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part),
    max_leaves=5,
)
WRONG = [-1, True, False, None, "3", 2.5, 2**60, float("nan"), [], {}]


def test_reports_are_read():
    settled, passage, clicked = (REPORTS[kind][1] for kind in ("settled", "passage", "clicked"))

    assert read_settled(settled | {"more": 1}) == Settled(3, 1, "d1")
    assert place.read_settled(passage) == place.PassageSettled(3, 1, (2, 5), "d1")
    assert read_clicked(clicked) == Clicked(3, 0.5, 2)


@pytest.mark.parametrize("kind", REPORTS)
@given(anything=ANYTHING)
def test_a_report_of_another_kind_is_none(kind, anything):
    read, _report = REPORTS[kind]

    assert read(anything) is None


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
@pytest.mark.parametrize("kind", REPORTS)
def test_a_place_that_is_no_whole_number_is_refused(kind, wrong):
    read, report = REPORTS[kind]

    for name in report.keys() & {"position", "unit", "index"}:
        assert read(report | {name: wrong}) is None, name
        assert read({key: value for key, value in report.items() if key != name}) is None


@pytest.mark.parametrize("span", [[5, 2], [2, 2], [-1, 2], [True, 2], [1], [1, 2, 3], "12", {}])
def test_marked_tokens_that_are_no_span_are_refused(span):
    assert place.read_settled(REPORTS["passage"][1] | {"span": span}) is None


def test_steps_are_counted_from_one():
    assert read_settled(REPORTS["settled"][1] | {"position": 0}) is None


@given(st.one_of(st.floats(), st.integers()))
def test_a_click_has_finite_coordinates(x):
    clicked = read_clicked({"x": x, "y": 0, "index": 0})

    assert (clicked is not None) == (abs(x) < 2**53)
    assert read_clicked({"x": 10**400, "y": 0, "index": 0}) is None
