"""The view of Memory and gradients in links."""

import pytest

from pages.memory_and_gradients.view import MAX_FORGET_BIAS, MAX_STEPS, MIN_STEPS
from tests.pages.views import read, view_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"T": "0"}, {"until": 1}),
        ({"rho": "-1"}, {"radius": 0}),
        ({"fb": "-999"}, {"forget_bias": -MAX_FORGET_BIAS}),
        ({"steps": "1"}, {"steps": MIN_STEPS}),
        ({"bptt": "999"}, {"truncation": MAX_STEPS}),
        ({"clip_at": "0"}, {"clip_at": 1}),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest(query, expected):
    selection, messages = read(**query)

    assert selection == view_of(**expected)
    assert len(messages) == 1
