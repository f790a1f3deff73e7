"""The screen of a unit in a real Chromium, on 20,000 characters of Python's library."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core import load_network
from core.corpus.index.build import traced
from core.corpus.index.state_index import StateIndex
from core.corpus.search.search import strongest
from core.corpus.sources import python_library
from tests.in_a_browser import expect_link, expect_to_fit, press, settle

APP = "app.py"
SLOW, AT_ONCE = 60_000, 8_000
LINK = "Inspect_a_unit?lang=en&model=python-source&corpus=python&size=20000"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def index() -> StateIndex:
    """The states of the same network on the same text, from the library."""
    return traced(load_network("python-source", "lstm"), python_library(20_000))


def show(open_page: Open, link: str, **context: object) -> Page:
    page = open_page(APP, LINK + link, **context)
    expect(page.get_by_test_id("gs-root")).to_be_visible(timeout=SLOW)
    return page


def show_view(open_page: Open, link: str, **context: object) -> Page:
    """Show the part of the screen that is below the text."""
    page = show(open_page, link, **context)
    settle(page)
    page.locator(".st-key-look").scroll_into_view_if_needed(timeout=SLOW)
    return page


def value(page: Page) -> float:
    return float(page.get_by_test_id("gp-value").get_attribute("data-value") or "nan")


def test_keys_move_the_cursor_and_the_page_follows(open_page: Open, index: StateIndex) -> None:
    page = show(open_page, "&unit=178&p=400&look=along")
    expect(page.get_by_role("heading", name="Unit 178 falls with")).to_be_visible(timeout=SLOW)

    press(page, "ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")
    expect_link(page, unit="179", p="403", span="401~403")
    levels = index.column(179)
    assert value(page) == pytest.approx(levels[402] / 100 - 1, abs=0.0101)
    expect(page.get_by_role("heading", name="Unit 179")).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("gs-root")).to_be_focused()

    press(page, "Escape")
    expect_link(page, span=None)


def test_a_strongest_place_opens_the_text_there(open_page: Open, index: StateIndex) -> None:
    page = show_view(open_page, "&unit=214&look=contexts")
    places = strongest(index, 214, 20, apart=40)
    items = page.get_by_test_id("gn-root").first.locator(".gn-item")
    expect(items).to_have_count(20, timeout=SLOW)
    for row in (0, 1):
        expect(items.nth(row)).to_contain_text(f"token {places.positions[row] + 1:,}")
        expect(items.nth(row)).to_contain_text(f"{places.values[row]:+.3f}")

    items.nth(1).click()
    expect_link(page, p=str(places.positions[1] + 1))
    expect(page.get_by_test_id("gs-root")).to_be_in_viewport(ratio=0.99)  # the page goes there
    cursor = page.get_by_test_id("gs-position")
    expect(cursor).to_have_attribute("data-position", str(places.positions[1]))
    assert value(page) == pytest.approx(float(places.values[1]), abs=1e-3)


def test_units_on_in_marked_tokens_are_found_elsewhere(open_page: Open, index: StateIndex) -> None:
    page = show_view(open_page, "&unit=178&span=501~503&look=found&on=60")
    text = page.get_by_text(re.compile("On at every marked token"))
    expect(text).to_be_visible(timeout=SLOW)
    on = np.all([index.column(unit)[500:503] >= 160 for unit in range(256)], axis=1)
    expect(text).to_contain_text(f"{on.sum()} of 256")
    best = page.get_by_test_id("gn-root").locator(".gn-item").first
    expect(best).to_contain_text("overlap")


def test_stop_stops_the_reading_at_once(open_page: Open) -> None:
    page = open_page(APP, LINK.replace("20000", "1000000"))
    page.get_by_role("button", name="Read it").click(timeout=SLOW)  # a link alone starts it not
    page.get_by_role("button", name="Stop").click(timeout=SLOW)

    stopped = page.get_by_text("The reading was stopped")
    expect(stopped).to_be_visible(timeout=AT_ONCE)


def test_a_typed_sentence_has_no_row_for_a_title(open_page: Open) -> None:
    page = open_page(APP, "Inspect_a_unit?lang=en&text=a+fine+film")
    rows = page.get_by_test_id("gp-spoken").locator("bdi")
    expect(rows).to_have_text(["a fine film"], timeout=SLOW)


def test_a_lecture_has_no_sidebar_until_it_ends(open_page: Open) -> None:
    page = open_page(APP, "Inspect_a_unit?lang=en")
    sidebar = page.get_by_test_id("stSidebar")
    page.get_by_role("button", name="Lecture mode").click(timeout=SLOW)
    expect(sidebar).not_to_be_in_viewport(timeout=SLOW)

    page.get_by_role("button", name="Leave lecture mode").click()
    expect(sidebar).to_be_in_viewport(ratio=1, timeout=SLOW)


def test_nothing_is_wider_than_the_window(open_page: Open) -> None:
    viewport = {"width": 390, "height": 900}
    page = show_view(open_page, "&unit=178&look=tracks", viewport=viewport, color_scheme="dark")
    expect(page.get_by_text("above chance").first).to_be_attached(timeout=SLOW)
    for width in (390, 1920):
        expect_to_fit(page, width)
