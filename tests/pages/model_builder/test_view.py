"""The view of the model builder, as links say it."""

import pytest

from core.model_builder.text import DEFAULT_STACK
from tests.pages.views import read, view_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("input-9~gru-8-both~dense-2", "input-9~gru-8-both~dense-2"),
        ("lstm-8~tree-2", "input-200-64~lstm-8"),
        ("lstm-99999", "input-200-64~lstm-4096"),
        ("<b>", DEFAULT_STACK),
    ],
)
def test_of_a_model_what_can_be_read_is_taken(value, expected):
    selection, said = read(stack=value)

    assert selection == view_of(stack=expected)
    assert len(said) == (value != expected)
