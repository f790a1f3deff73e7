"""A page that is left while it reports something, and the next page, which has to stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW
from tests.pages.line import Line

APP = "app.py"


def leave_while_scrolling(page: Page, line: Line, leave: Callable[[], object]) -> None:
    """Leave a page while a part of it has come into view, which is about to be reported."""
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.wait_for_timeout(60)
    line.held, left = [], line.pages[-1]
    leave()
    page.wait_for_timeout(600)
    assert line.pages[-1] != left, "it wants the next page, and then says nothing about this one"
    line.release()


@pytest.mark.parametrize("back", [False, True])
def test_a_part_that_comes_into_view_does_not_bring_the_page_before_back(
    open_page: Callable[..., Page], back: bool
) -> None:
    page = open_page(APP, "Parameter_count?lang=en")
    line = Line(page)
    page.reload()
    there = page.get_by_role("heading", name="Parameter count").first
    expect(there).to_be_visible(timeout=SLOW)
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_role("link", name="Compare cells", exact=True).click()
    expect(page.get_by_role("heading", name="Compare cells")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)  # all that is in view has been drawn

    link = sidebar.get_by_role("link", name="Parameter count", exact=True)
    leave_while_scrolling(page, line, page.go_back if back else link.click)

    expect(there).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)  # a page that came over it would have come
    expect(there).to_be_visible()
