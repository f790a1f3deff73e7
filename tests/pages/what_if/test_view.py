"""The view of What if in links."""

import pytest

from core.edits import Hold, Remove, Replace, Swap
from pages.shared.view.link import to_query
from pages.shared.view.selection import MAX_INSTEAD, MAX_UNIT
from pages.what_if.link_edits import MAX_EDITS
from tests.pages.views import read, view_of

GOOD_EDITS = ("f.12.3-9.100", "c.all.1-.-1000", "swap.5.7~cut.4", "put.4.%7E.%20", "put.4.")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("f.12.3-9.100", (Hold("forget_gate", 1.0, 12, 2, 9),)),
        ("c.all.1-.-1000", (Hold("cell_state", -10.0, None, 0, None),)),
        ("swap.5.7~cut.4", (Swap(4, 6), Remove(3))),
        ("put.4.%7E.%20", (Replace(3, "~. "),)),
        ("put.4.", (Replace(3, ""),)),
        ("f.12.3-9.101~cut.1", (Remove(0),)),
        (f"f.{MAX_UNIT + 1}.1-.0", ()),
        ("f.1.3-2.0", ()),
        ("cut.0", ()),
        ("swap.1.0", ()),
        ("put.1." + "a" * (MAX_INSTEAD + 1), ()),
        ("~", ()),
        ("cut.1~" * MAX_EDITS + "cut.2", (Remove(0),) * MAX_EDITS),
    ],
)
def test_edits_that_can_be_read_are_taken_and_the_others_have_a_notice(value, expected):
    selection, messages = read(edits=value)

    assert selection == view_of(edits=expected)
    assert len(messages) == (value not in GOOD_EDITS)


def test_an_edit_that_no_link_can_hold_is_refused():
    with pytest.raises(ValueError, match="a hold at one value"):
        to_query(view_of(edits=(Hold("hidden_state", (0.0, 1.0)),)))
