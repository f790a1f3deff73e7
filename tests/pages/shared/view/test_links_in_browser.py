"""Links in a real Chromium: opened by the first request to a server, copied, and gone back to."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from benchmarks.server import ROOT, start_server
from core import load_network
from core.trace import digest
from tests.in_a_browser import SLOW, expect_link, expect_step, in_link, settle
from tests.pages.screens import SCREENS

APP = "app.py"
Open = Callable[..., Page]
TEXT = "정말 not a bad film , really"
DEEP = f"Step_through?v=1&text={quote(TEXT)}&model=english-reviews&cell=gru&t=5&unit=12&lang=en"


def expect_view(page: Page, step: int, **query: str) -> None:
    """Wait until the stepper is at a step and the address has that step and these parameters."""
    expect_step(page, step)
    expect_link(page, t=str(step), **query)


def exported(page: Page) -> str:
    """Return the sha256 of the trace in the exported file."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="JSON, lossless").click()
    return json.loads(Path(download.value.path()).read_bytes())["sha256"]


def test_the_first_request_to_a_server_opens_the_view_of_its_link(browser: Browser) -> None:
    """It gives the numbers that this process computes, bit by bit."""
    trace = load_network("english-reviews", "gru").trace(TEXT)
    server, address = start_server(ROOT / APP)
    try:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"{address}/{DEEP}")
        expect_view(page, 5, unit="12", cell="gru", text=TEXT)
        for quantity in trace.quantities:
            value = page.get_by_test_id(f"gs-value-{quantity.name}").get_attribute("data-value")
            assert np.float32(value or "nan") == trace[quantity.name][4, 12]
        expect(page.get_by_test_id("stSidebar").get_by_role("link")).to_have_count(len(SCREENS))
        expect(page.get_by_role("textbox").first).to_have_value(TEXT)
        assert exported(page) == digest(trace)
        page.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


OLD = "Parameter_count?v=1&stack=input-40-1~rnn-32-all~dense-1&lang=en"
BARE, BEYOND = "Parameter_count?lang=en", "Step_through?text=a+good+film&t=99&lang=en"


@pytest.mark.parametrize("path", ["", DEEP, BARE, BEYOND, OLD])
def test_the_first_back_leaves_a_link_that_was_opened(open_page: Open, path: str) -> None:
    """However its address is then written out, and whichever screen it leads to.

    No address was asked for that does not exist.
    """
    page = open_page(APP, "_stcore/health")
    before = page.url
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{before.removesuffix('_stcore/health')}{path}")
    expect_link(page, v="1")
    settle(page)
    assert [answer.url for answer in answers if answer.status >= 400] == []

    page.go_back()

    assert page.url == before


def test_back_and_forward_restore_the_views(open_page: Open) -> None:
    page = open_page(APP, DEEP)
    expect_view(page, 5)
    page.get_by_role("radio", name="LSTM", exact=True).click()
    expect_view(page, 5, cell="lstm")
    page.get_by_test_id("gs-first").click()
    expect_view(page, 1, cell="lstm")
    settle(page)  # the sidebar's links follow the address
    page.get_by_test_id("stSidebar").get_by_role("link", name="Parameter count").click()
    expect(page.get_by_label("Input size")).to_be_visible(timeout=SLOW)

    page.go_back()
    expect_view(page, 1, cell="lstm")
    page.go_back()
    expect_view(page, 5, cell="lstm")
    page.go_back()
    expect_view(page, 5, cell="gru")
    page.go_forward()
    expect_view(page, 5, cell="lstm")
    checked = page.get_by_role("radio", name="LSTM", exact=True)
    expect(checked).to_be_checked()


def test_the_button_copies_the_link_of_the_present_step(open_page: Open) -> None:
    page = open_page(APP, DEEP, permissions=["clipboard-read", "clipboard-write"])
    expect_view(page, 5)
    page.get_by_test_id("gs-next").click()
    expect_view(page, 6)
    settle(page)

    button = page.get_by_test_id("gs-copy-link")
    button.click()
    expect(button).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied == page.url
    assert in_link(copied)["t"] == "6"
    assert len(copied) <= 2_000


def test_without_a_clipboard_the_link_is_shown(open_page: Open) -> None:
    page = open_page(APP, DEEP, permissions=[])
    expect_view(page, 5)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('shut')); }")

    page.get_by_test_id("gs-copy-link").click()

    field = page.get_by_role("textbox", name="Copy link")
    expect(field).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value(page.url)


def test_a_broken_link_opens_with_the_values_that_can_be_taken(open_page: Open) -> None:
    broken = "text=a%00b%ED%A0%80c&text=x&cell=%3Cb%3E&t=NaN&unit=99999&w=00000000&lang=en&evil=1"
    page = open_page(APP, f"Step_through?v=9&{broken}")
    expect_view(page, 1, v="1", cell="lstm")

    alerts = page.get_by_test_id("stAlert")
    alert = alerts.filter(has_text="Not everything in the link").inner_text()
    for part in ("another version", "something twice", "cell that is not here", "step is not",
                 "unit is not", "no such step or unit", "other weights"):  # fmt: skip
        assert part in alert
    assert "evil" not in page.url
    assert "NaN" not in page.url
    expect(page.get_by_test_id("gs-token-1")).to_be_visible()


LONG = "".join(f"a <b>{number}</b> ${{x}} '\"\\\u2028 film " for number in range(40))


@pytest.mark.parametrize("text", [LONG, "한 편의 영화 " * 90], ids=["markup", "Korean"])
def test_a_text_that_is_too_long_for_a_link_survives_a_reload_and_back(
    open_page: Open, text: str
) -> None:
    page = open_page(APP, DEEP)
    expect_view(page, 5)
    field = page.get_by_role("textbox").first
    field.fill(text)
    field.press("Enter")
    page.wait_for_url(lambda url: "rest" in in_link(url), timeout=SLOW)
    settle(page)
    page.get_by_test_id("gs-next").click()
    expect_link(page, t="2", text=None)
    settle(page)
    address = page.url

    page.reload()
    expect(field).to_have_value(text, timeout=SLOW)
    expect_step(page, 2)
    assert page.url == address
    expect(page.get_by_text("showing the last one")).to_have_count(0)

    page.get_by_test_id("stSidebar").get_by_role("link", name="Parameter count").click()
    expect(page.get_by_label("Input size")).to_be_visible(timeout=SLOW)
    settle(page)
    page.go_back()
    expect(field).to_have_value(text, timeout=SLOW)


def test_a_link_without_its_long_text_says_so_in_another_tab(open_page: Open) -> None:
    page = open_page(APP, "Step_through?v=1&model=english-reviews&rest=0123abcd&lang=en")

    expect(page.get_by_text("The link leaves out a text")).to_be_visible(timeout=SLOW)
    expect_link(page, rest=None, text="The plot is thin, but the acting is wonderful.")
