"""The view of the model builder in links."""

import pytest

from core.model_builder.text import DEFAULT_STACK
from tests.pages.views import read, view_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("input-9~gru-8-both~dense-2", "input-9~gru-8-both~dense-2"),
        ("lstm-8~tree-2", "input-200-64~lstm-8"),
        ("lstm-999999999", "input-200-64~lstm-536870912"),
        ("<b>", DEFAULT_STACK),
    ],
)
def test_layers_that_can_be_read_are_taken_and_the_others_have_a_notice(value, expected):
    selection, messages = read(stack=value)

    assert selection == view_of(stack=expected)
    assert len(messages) == (value != expected)
