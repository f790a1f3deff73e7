"""The view of Inspect a unit in links."""

import pytest

from tests.pages.views import read, view_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1~1", (0, 1)),
        ("5~204", (4, 204)),
        ("5~205", (4, 204)),
        ("0~5", None),
        ("5~4", None),
        ("5", None),
        ("~", None),
        ("1~99999999", None),
    ],
)
def test_marked_tokens_count_from_one_and_are_not_too_many(value, expected):
    selection, notices = read(span=value)

    assert selection == view_of(span=expected)
    assert len(notices) == (value not in ("1~1", "5~204"))
