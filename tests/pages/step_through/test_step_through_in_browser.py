"""Step through in a real Chromium: what a step has drawn again, and what it leaves alone."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW, expect_link, scroll_to, settle

Open = Callable[..., Page]
LINK = "Step_through?v=1&text=not+a+bad+film+,+really&cell=gru&t=2&unit=3&lang=en"
MOST = 20_000
"""Bytes that the browser may be sent when a reader rests on another token."""


def opened(open_page: Open, link: str = LINK) -> Page:
    """Return the page once nothing more is drawn, its stepper with the focus."""
    page = open_page("app.py", link)
    scroll_to(page, "Every number")
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=SLOW)
    settle(page)
    page.get_by_test_id("gs-root").focus()
    return page


def step_in_sidebar(page: Page) -> str:
    """Return the step that the sidebar's link to another screen names."""
    link = page.get_by_test_id("stSidebar").get_by_role("link", name="Compare cells")
    return parse_qs(urlsplit(link.get_attribute("href") or "").query)["t"][0]


def test_a_reader_who_rests_is_sent_nothing_but_the_links(open_page: Open):
    page = opened(open_page)
    sizes: list[int] = []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda each: sizes.append(len(each)))
    )
    page.reload()
    scroll_to(page, "Every number")
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=SLOW)
    settle(page)
    assert sum(sizes) > MOST, "the whole page comes through the same socket"
    page.get_by_test_id("gs-root").focus()  # which scrolls there, so that the chart is far away
    page.wait_for_timeout(500)
    settle(page)
    sizes.clear()

    page.keyboard.press("ArrowRight")
    expect_link(page, t="3")
    settle(page)

    assert step_in_sidebar(page) == "3"
    assert 0 < sum(sizes) <= MOST


def test_another_unit_is_shown_by_the_chart_of_one_unit(open_page: Open):
    page = opened(open_page, LINK + "&panel=unit")
    line = "[...document.querySelectorAll('.js-plotly-plot')].at(-1)?.data[0].y"
    before = page.evaluate(f"JSON.stringify({line})")

    page.keyboard.press("ArrowDown")
    expect_link(page, unit="4")

    other = f"before => ![undefined, before].includes(JSON.stringify({line}))"
    page.wait_for_function(other, arg=before, timeout=SLOW)


def test_a_step_while_the_page_is_drawn_leaves_nothing_out(open_page: Open):
    page = opened(open_page)
    page.get_by_role("radio", name="LSTM", exact=True).click()
    for _press in range(3):  # reports of the old stepper and the new one fall into the run
        page.get_by_test_id("gs-root").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(230)
    expect_link(page, cell="lstm")
    settle(page)

    expect(page.locator("[data-testid^=gs-value-]")).to_have_count(6, timeout=SLOW)
    expect(page.get_by_text("Explain the LSTM")).to_be_attached(timeout=SLOW)
    expect(page.locator(".stale-element, [data-stale=true]")).to_have_count(0)
    page.keyboard.press("End")
    expect_link(page, cell="lstm", t="6")


def test_a_chart_out_of_view_is_drawn_once_it_is_scrolled_to(open_page: Open):
    page = open_page("app.py", LINK)
    charts = page.locator(".js-plotly-plot")
    expect(page.get_by_test_id("gs-root")).to_be_visible(timeout=SLOW)
    settle(page)
    expect(charts).to_have_count(0)
    room = page.locator(".st-key-charts-room")
    empty = room.bounding_box()
    assert empty is not None
    assert empty["height"] > 200, "room for it is kept"

    scroll_to(page, "Every number")
    expect(charts).to_have_count(1, timeout=SLOW)
    height = room.evaluate("room => room.clientHeight")

    page.get_by_role("heading", name="Step through").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    page.get_by_role("radio", name="RNN", exact=True).click()
    expect_link(page, cell="rnn")
    settle(page)
    expect(charts).to_have_count(0, timeout=SLOW)
    assert room.evaluate("room => room.clientHeight") == height, "nothing below it moves"


def test_what_is_said_under_the_pointer_goes_when_the_page_is_scrolled(open_page: Open):
    page = open_page("app.py", LINK)
    plot = page.locator("[data-testid^=gs-map-], .gs-map .gs-plot").first
    expect(plot).to_be_visible(timeout=SLOW)
    settle(page)
    plot.scroll_into_view_if_needed()
    plot.hover()
    tip = page.locator(".gs-tip")
    expect(tip).to_be_visible()

    page.get_by_test_id("stMain").evaluate("main => main.scrollBy(0, 60)")

    expect(tip).to_be_hidden()
