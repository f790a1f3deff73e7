"""The view of Compare cells, as links say it."""

from pages.shared.view.selection import MAX_INSTEAD
from tests.pages.views import read, view_of


def test_another_first_word_that_is_too_long_is_cut():
    selection, said = read(instead="가" * (MAX_INSTEAD + 1))

    assert selection == view_of(instead="가" * MAX_INSTEAD)
    assert len(said) == 1
