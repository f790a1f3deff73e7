"""Hostile sentences in a real Chromium: shown as they are; nothing is made and nothing fetched."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW, expect_link, expect_step, press, scroll_to, show_stepper
from tests.nasty import IN_A_BROWSER, STRINGS

APP = "app.py"
MADE = r"""() => {
  const made = [];
  const own = "input, [data-testid=stPageLink-NavLink]"; // what was typed, and links that carry it
  const look = (root) => root.querySelectorAll("*").forEach((node) => {
    const tag = node.cloneNode(false).outerHTML;
    const sent = /evil\.example|window\.broken|display: ?none\}/.test(tag) && !node.matches(own);
    if (sent || node.matches("iframe, object, img[src=x]")) made.push(tag);
    if (node.shadowRoot) look(node.shadowRoot);
  });
  look(document);
  return made;
}"""
"""Every element that a sentence was turned into, in the page and in its components."""


def test_hostile_sentences_are_only_text(open_page: Callable[..., Page]) -> None:
    """Typed one after the other into one page; the guard counts requests to other machines."""
    page = show_stepper(open_page, APP, "Step_through?lang=en&text=one")
    frames = page.evaluate(MADE)
    for name in IN_A_BROWSER:
        text = STRINGS[name]
        field = page.get_by_role("textbox").first
        field.fill(text)
        field.press("Enter")
        expect_link(page, text=text)
        press(page, "End", "Home")
        expect_step(page, 1)
        assert page.evaluate(MADE) == frames, name
        assert page.evaluate("window.broken") is None
        assert page.locator("[data-testid=stException]").count() == 0
    expect(page.get_by_role("heading", name="Step through")).to_be_visible()
    page.evaluate("() => { document.body.append(document.createElement('a')); }")
    page.locator("body > a").evaluate("node => { node.href = 'http://evil.example'; }")
    assert len(page.evaluate(MADE)) == len(frames) + 1, "the check finds what was planted"


@pytest.mark.parametrize("name", ["37.1", "39.1", "42.1"])
def test_hostile_links_are_only_text(open_page: Callable[..., Page], name: str) -> None:
    """On the stepper and the home page; every token that looks like a tag can be read."""
    path = f"Step_through?lang=en&model=hello&panel=unit&text={quote(STRINGS[name])}"
    page = show_stepper(open_page, APP, path)
    scroll_to(page, "Every number")
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=SLOW)
    ribbon = page.locator("[data-testid^=gs-token-]").all_text_contents()
    axis = page.locator(".js-plotly-plot").last.locator(".xtick").all_text_contents()
    shown = "".join(axis).replace("\u2068", "").replace("\u2069", "")

    assert page.evaluate("window.broken") is None
    assert len(ribbon) == len(STRINGS[name])
    assert len(axis) == len(ribbon) or len(axis) < 60 <= len(ribbon)
    if len(axis) == len(ribbon):
        assert shown.replace("␣", " ") == STRINGS[name]
    assert page.locator(".js-plotly-plot a").count() == 0

    page.get_by_test_id("stSidebar").get_by_role("link", name="Home").click()
    heading = page.get_by_role("heading", name="Watch recurrent networks remember")
    expect(heading).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("textbox").first).to_have_value(STRINGS[name])
