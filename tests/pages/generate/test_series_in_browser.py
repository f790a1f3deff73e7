"""The series in a real Chromium: what comes into view, what is veiled, where a click leads."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from core.network.catalogue import TASKS
from tests.in_a_browser import SLOW, expect_link, expect_step, expect_to_fit, press, scroll_to

Open = Callable[..., Page]
APP = "tests/pages/generate/series_app.py"
LINK = f"?v=1&model=wave&cell=lstm&text={quote(TASKS['wave'].example)}&read=20"
FIRST, SECOND, THIRD = (f".js-plotly-plot >> nth={place}" for place in range(3))
HEADINGS = {
    "en": ("How far off, by steps ahead", "Trend and cycle apart", "Every step of it"),
    "ko": ("예측 시점 수에 따른 오차", "추세와 주기를 나누어 보기", "예측의 모든 시점"),
}


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("ko", "dark")])
def test_every_part_is_drawn_once_it_is_in_view_and_fits(open_page: Open, lang: str, scheme: str):
    page = open_page(APP, f"{LINK}&lang={lang}", color_scheme=scheme)
    errors, parts, steps = HEADINGS[lang]
    expect(page.locator(FIRST)).to_be_visible(timeout=SLOW)

    scroll_to(page, errors)
    expect(page.locator(SECOND)).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=SLOW)
    scroll_to(page, parts)
    expect(page.locator(THIRD)).to_be_visible(timeout=SLOW)
    scroll_to(page, steps)
    expect_to_fit(page, 390)
    expect_to_fit(page, 1280)


VEIL = "[data-testid=gs-over-chart] div[style*='pointer-events: auto']"


def veiled_from(page: Page) -> float:
    """Return the value after which the first chart is veiled."""
    return page.evaluate(
        """(veil) => {
          const chart = document.querySelector(".js-plotly-plot");
          const { xaxis } = chart._fullLayout;
          const from = chart.querySelector(veil).getBoundingClientRect().left;
          return xaxis.p2l(from - chart.getBoundingClientRect().left - xaxis._offset);
        }""",
        VEIL,
    )


def test_in_a_lecture_only_what_was_given_is_seen_until_the_next_step(open_page: Open):
    page = open_page(APP, f"{LINK}&t=3&lecture=1&lang=en")
    expect_step(page, 20)
    expect_link(page, t="20")
    expect(page.locator(FIRST).locator(VEIL)).to_have_count(1, timeout=SLOW)
    before = veiled_from(page)
    assert 20 < before < 21

    press(page, "ArrowRight")
    expect_step(page, 21)
    page.wait_for_timeout(200)
    assert veiled_from(page) == pytest.approx(before + 1, abs=0.05)


def test_the_frame_follows_the_steps_and_a_click_moves_the_reader(open_page: Open):
    page = open_page(APP, f"{LINK}&t=22&lang=en")
    expect_step(page, 22)
    press(page, "ArrowRight")
    expect_step(page, 23)
    expect_link(page, t="23")

    chart = page.locator(FIRST)
    chart.scroll_into_view_if_needed()
    x, y = page.evaluate(
        """() => {
          const chart = document.querySelector(".js-plotly-plot");
          const { xaxis, yaxis, _size } = chart._fullLayout;
          const { left, top } = chart.getBoundingClientRect();
          const free = chart.data.find(({ name }) => name.includes("free"));
          const heights = chart._fullData[chart.data.indexOf(free)].y;
          return [left + _size.l + xaxis.d2p(31), top + _size.t + yaxis.d2p(heights[10])];
        }"""
    )
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
    expect_step(page, 31)
