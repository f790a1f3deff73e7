"""The view of Parameter count in links."""

import pytest

from pages.parameter_count.view import MAX_LAYERS, MAX_SIZE
from tests.pages.views import read, view_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"d": "0"}, {"input_size": 1}),
        ({"h": "999999"}, {"hidden_size": MAX_SIZE}),
        ({"layers": "9"}, {"num_layers": MAX_LAYERS}),
        ({"budget": "0"}, {"budget": 1}),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest(query, expected):
    selection, messages = read(**query)

    assert selection == view_of(**expected)
    assert len(messages) == 1
