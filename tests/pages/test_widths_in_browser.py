"""Nothing is cut: in narrow and wide windows, at 200 % zoom, in a lecture, and on paper."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW, settle

APP = "app.py"
Open = Callable[..., Page]
IS_CUT = Path(__file__).with_name("cut.js").read_text("utf-8")
WIDTHS = (640, 1024, 1100, 1152, 1280, 1400, 1920)
"""Pixels of a window; 640 is a laptop's 1280 at a zoom of 200 %."""
PAPER = 718
"""Pixels that A4 has between its margins."""
HEIGHT = 5_000
"""Pixels in which all of a screen is in view, and so is drawn."""
SETTLE = 15_000
"""Milliseconds in which tables and charts follow a new width."""

UNKNOWN = "text=xyzzy+was+a+not+so+bad+film+%2C+quux+said"
VIEWS = {
    "": [""],
    "Step_through": [f"cell={cell}" for cell in ("rnn", "lstm", "gru")]
    + [f"panel={panel}&{UNKNOWN}" for panel in ("step", "unit")]
    + [f"model={model}" for model in ("shakespeare", "wave", "brackets", "korean-reviews")],
    "Compare_cells": ["", "vs=gru~paper-gru", "model=shakespeare"],
    "Parameter_count": ["", "bars=kind"],
    "Inspect_a_unit": [f"look={look}" for look in ("along", "spread", "contexts")],
    "Memory_and_gradients": [
        f"lens={lens}" for lens in ("reach", "connections", "ledger", "built", "training")
    ],
    "What_if": [""],
    "Tokens_and_vectors": [
        f"view={view}" for view in ("one-hot", "counts", "tf-idf", "embedding", "map")
    ],
    "Shapes_and_wiring": [
        "",
        "kind=encoder-decoder&depth=2",
        "kind=many-to-many&depth=4&conv=1&state=1&text=one+two+three+four+five+six+seven+eight",
    ],
    "Train": ["", "learners=rnn~gru~min-gru&learn=embedded-reber"],
    "Generate": ["", "model=brackets&text=(1(2x&temp=300&length=60&tree=2~0.9.2~1.20.1"],
}
LINKS = [f"{screen}?{view}" for screen, views in VIEWS.items() for view in views]
FEW = [("Step_through?cell=gru", "en"), ("Compare_cells?", "ko"), ("Parameter_count?", "en")]


def opened(open_page: Open, link: str) -> Page:
    """Return a screen once all of it is drawn."""
    page = open_page(APP, link, viewport={"width": WIDTHS[-1], "height": HEIGHT})
    drawn = page.get_by_test_id("stMain").get_by_test_id("stElementContainer")
    expect(drawn.nth(8)).to_be_attached(timeout=SLOW)  # a lecture may have no heading
    settle(page)
    page.wait_for_function(
        """() => !document.querySelector(
          "[data-testid=stMain] :is([data-testid=stSkeleton], [data-testid=stProgress])")""",
        timeout=2 * SLOW,
    )
    settle(page)
    return page


def expect_nothing_cut(page: Page, width: int) -> None:
    """Give the window a width, and wait until nothing is cut; tables and charts follow late."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.wait_for_timeout(500)  # until then, parts have the size that they had
    waited = 0
    while (cut := page.evaluate(IS_CUT)) and waited < SETTLE:
        page.wait_for_timeout(500)
        waited += 500
    assert not cut, f"{width} pixels: {cut}"


@contextmanager
def on_paper(page: Page) -> Iterator[None]:
    """Show the page as it is printed; another test may get it after this one."""
    page.emulate_media(media="print")
    try:
        yield
    finally:
        page.emulate_media(media="screen")


def check(open_page: Open, link: str, lang: str) -> None:
    """Look at one view in every window and on paper."""
    page = opened(open_page, f"{link}&lang={lang}")
    for width in WIDTHS:
        expect_nothing_cut(page, width)
    with on_paper(page):
        expect_nothing_cut(page, PAPER)


@pytest.mark.parametrize(("link", "lang"), FEW)
def test_nothing_is_cut_at_any_width(open_page: Open, link: str, lang: str) -> None:
    check(open_page, link, lang)


@pytest.mark.pictures
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("link", LINKS)
def test_nothing_of_any_view_is_cut_at_any_width(open_page: Open, link: str, lang: str) -> None:
    check(open_page, link, lang)


@pytest.mark.pictures
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_cut_in_a_lecture(open_page: Open, link: str, lang: str) -> None:
    page = opened(open_page, f"{link}&lang={lang}&lecture=1")
    for width in (1280, 1920):
        expect_nothing_cut(page, width)


def test_a_long_text_says_how_much_of_it_is_out_of_sight(open_page: Open) -> None:
    words = "+".join(f"word{number}" for number in range(40))
    page = open_page(APP, f"Step_through?lang=en&text={words}")
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    ribbon, right, left = (
        page.locator(f".gs-{part}") for part in ("ribbon", "more-right", "more-left")
    )
    expect(left).to_be_hidden()
    beyond = """ribbon => [...ribbon.querySelectorAll(".gs-token-group > *")].filter((token) =>
      token.getBoundingClientRect().right > ribbon.getBoundingClientRect().right).length"""
    expect(right).to_have_text(f"{ribbon.evaluate(beyond)} →")
    right.click()
    expect(left).to_be_visible()
    page.get_by_test_id("gs-last").click()
    expect(right).to_be_hidden()
    with on_paper(page):  # all of it is there
        assert ribbon.evaluate("ribbon => ribbon.scrollWidth - ribbon.clientWidth") <= 0
