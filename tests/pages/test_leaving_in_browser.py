"""A page that is left while it reports something, and the next page, which has to stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.in_a_browser import SLOW
from tests.pages.line import Line, open_with_line


def leave_while_scrolling(page: Page, line: Line, leave: Callable[[], object]) -> None:
    """Leave a page while a part of it has come into view, which is about to be reported."""
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.wait_for_timeout(60)
    line.held, left = [], line.pages[-1]
    leave()
    page.wait_for_timeout(600)
    assert line.pages[-1] != left, "it wants the next page, and then says nothing about this one"
    line.release()


def start_leaving(open_page: Callable[..., Page]) -> tuple[Page, Line]:
    """Go from *Parameter count* to *Compare cells*, and wait until all in view is drawn."""
    page, line = open_with_line(open_page, "Parameter_count?lang=en")
    expect(page.get_by_role("heading", name="Parameter count").first).to_be_visible(timeout=SLOW)
    link_to(page, "Compare cells").click()
    expect(page.get_by_role("heading", name="Compare cells")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)
    return page, line


def link_to(page: Page, name: str) -> Locator:
    """Return the link to a screen in the sidebar."""
    return page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True)


def expect_to_stay(page: Page, heading: str) -> None:
    """Wait for a page, and then for one that would come over it."""
    there = page.get_by_role("heading", name=heading).first
    expect(there).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)
    expect(there).to_be_visible()


@pytest.mark.parametrize("back", [False, True])
def test_a_part_that_comes_into_view_does_not_bring_the_page_before_back(
    open_page: Callable[..., Page], back: bool
) -> None:
    page, line = start_leaving(open_page)

    leave_while_scrolling(
        page, line, page.go_back if back else link_to(page, "Parameter count").click
    )

    expect_to_stay(page, "Parameter count")


def test_a_report_that_is_sent_after_the_click_does_not_empty_the_next_page(
    open_page: Callable[..., Page],
) -> None:
    page, line = start_leaving(open_page)
    line.late = reports = []
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.wait_for_timeout(600)
    assert reports

    link_to(page, "Parameter count").click()

    expect_to_stay(page, "Parameter count")
