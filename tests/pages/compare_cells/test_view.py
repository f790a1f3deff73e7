"""The view of Compare cells in links."""

from pages.shared.view.selection import MAX_INSTEAD
from tests.pages.views import read, view_of


def test_a_replacement_of_the_first_token_that_is_too_long_is_cut():
    selection, messages = read(instead="가" * (MAX_INSTEAD + 1))

    assert selection == view_of(instead="가" * MAX_INSTEAD)
    assert len(messages) == 1
