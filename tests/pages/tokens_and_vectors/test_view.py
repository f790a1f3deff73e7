"""The view of Tokens and vectors in links."""

import pytest

from pages.tokens_and_vectors.view import LONGEST
from tests.pages.views import read, view_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"len": "0"}, {"length": 1}),
        ({"len": "65"}, {"length": LONGEST}),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest(query, expected):
    selection, messages = read(**query)

    assert selection == view_of(**expected)
    assert len(messages) == 1
