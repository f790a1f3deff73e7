"""Train in Chromium: from the film that plays to a network that is stepped through."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW

OpenPage = Callable[..., Page]
QUICK = "?lang=en&lu=4&batch=8&llen=20"
pytestmark = pytest.mark.slow


def position(page: Page) -> int:
    return int(page.get_by_test_id("gs-position").get_attribute("data-position") or 0)


def test_the_film_plays_by_itself_and_the_keys_go_from_frame_to_frame(open_page: OpenPage):
    page = open_page("app.py", "Train?lang=en")
    expect(page.get_by_test_id("film-chart").locator("svg")).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("gs-play")).to_have_attribute("data-playing", "true")
    first = position(page)
    expect(page.get_by_test_id("gs-position")).not_to_have_attribute("data-position", str(first))
    film = page.get_by_test_id("gs-root").first
    film.focus()
    page.keyboard.press("End")
    expect(page.get_by_test_id("gs-position")).to_have_text("Step 2,000")
    page.keyboard.press("Home")
    expect(page.get_by_test_id("gs-position")).to_have_text("Step 0")
    expect(page.get_by_test_id("film-learned")).to_contain_text("Has learned nothing yet")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("gs-position")).to_have_text("Step 1")
    unit = page.get_by_test_id("gs-unit")
    before = int(unit.input_value())
    page.keyboard.press("ArrowUp" if before else "ArrowDown")
    expect(unit).to_have_value(str(before - 1 if before else before + 1))


def test_a_training_is_begun_paused_and_its_network_opened_in_step_through(open_page: OpenPage):
    page = open_page("app.py", f"Train{QUICK}&lseed=31&pace=100&until=20000")
    page.get_by_role("button").get_by_text("Train", exact=True).click(timeout=SLOW)
    chart = page.get_by_test_id("film-chart").locator("svg")
    expect(chart).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("film-later")).to_be_visible()
    expect(page.get_by_test_id("gs-position")).to_have_attribute(
        "data-length", re.compile(r"[7-9]|\d\d"), timeout=SLOW
    )
    page.get_by_role("button").get_by_text("Pause", exact=True).click()
    expect(page.get_by_role("button").get_by_text("Continue", exact=True)).to_be_visible(
        timeout=SLOW
    )
    expect(page.get_by_test_id("film-unit")).to_be_visible()  # the film of a unit is here now

    page.get_by_role("button").get_by_text("Open in Step through").click()
    expect(page.get_by_role("heading", name="Step through")).to_be_visible(timeout=SLOW)
    assert "model=own-" in page.url


def test_slow_motion_lights_one_part_of_a_step_after_another(open_page: OpenPage):
    page = open_page("app.py", f"Train{QUICK}&lseed=32")
    page.get_by_role("button").get_by_text("Slow motion").click(timeout=SLOW)
    motion = page.get_by_test_id("film-motion")
    expect(motion.locator("li")).to_have_count(5, timeout=SLOW)
    expect(motion).to_contain_text("gradient norm")
    expect(motion.locator("li").nth(4)).to_have_css("opacity", "1", timeout=8_000)
