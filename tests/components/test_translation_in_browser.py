"""A page that the browser translates shows new numbers, and does not break; it names its language.

The translator here does what browsers' translators do: every text becomes an element ``font`` with
another text in it, in shadow trees too, except where the page says ``translate="no"``; and so does
every text that appears later.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW, expect_link, expect_step, press, settle, show_stepper

TRANSLATE = """
() => {
  const kept = (node) => {
    for (let at = node.parentNode; at; at = at.parentNode) {
      if (at instanceof ShadowRoot) return false;
      if (at.getAttribute?.("translate") === "no") return true;
    }
    return false;
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.data.trim() || kept(node)) return;
      if (node.parentElement?.closest("font, script, style, title")) return;
      const inner = document.createElement("font");
      inner.textContent = `«${node.data}»`;
      const outer = document.createElement("font");
      outer.append(inner);
      node.replaceWith(outer);
    } else {
      if (node.shadowRoot) watch(node.shadowRoot);
      [...node.childNodes].forEach(translate);
    }
  };
  const watch = (root) => {
    translate(root);
    new MutationObserver((records) => {
      for (const record of records) record.addedNodes.forEach(translate);
    }).observe(root, { childList: true, subtree: true });
  };
  watch(document.body);
}
"""
STALE = """
() => {
  const numbers = (root) => [...root.querySelectorAll("font")]
    .map((font) => font.textContent).filter((text) => /\\d/.test(text));
  const trees = [...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean);
  return [document, ...trees].flatMap(numbers);
}
"""
"""Numbers that were translated, which may be old."""


def translated(page: Page) -> Page:
    settle(page)
    page.locator("meta[name=referrer]").wait_for(state="attached")
    page.evaluate(TRANSLATE)
    expect(page.locator("font").first).to_be_attached()
    return page


def words(page: Page) -> str:
    """Return the text of the main part as it would be without a translator."""
    return page.get_by_test_id("stMain").inner_text().replace("«", "").replace("»", "")


@pytest.mark.parametrize(
    ("path", "language"),
    [("?lang=ko", "ko"), ("?lang=en", "en"), ("Step_through?lecture=1&lang=ko", "ko")],
)
def test_the_document_names_the_language_of_the_screen(
    open_page: Callable[..., Page], path: str, language: str
):
    page = open_page("app.py", path)

    expect(page.locator("html")).to_have_attribute("lang", language, timeout=SLOW)


def test_the_documents_language_follows_the_screens(open_page: Callable[..., Page]):
    page = open_page("app.py", "?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=SLOW)

    page.get_by_test_id("stSidebar").get_by_text("한국어", exact=True).click()

    expect(page.locator("html")).to_have_attribute("lang", "ko", timeout=SLOW)


SCREENS = ("Step_through", "Compare_cells", "Parameter_count", "Tokens_and_vectors", "What_if")


@pytest.mark.parametrize("path", SCREENS)
def test_a_translator_leaves_all_numbers_alone(open_page: Callable[..., Page], path: str):
    page = open_page("app.py", f"{path}?v=1&lang=en")
    expect(page.get_by_role("heading").first).to_be_visible(timeout=SLOW)

    translated(page)

    assert page.evaluate(STALE) == []


def test_a_translated_page_steps_and_shows_the_numbers_of_the_step(
    open_page: Callable[..., Page],
):
    plain, page = (
        show_stepper(open_page, "app.py", "Step_through?v=1&lang=en&t=1") for _ in range(2)
    )
    settle(plain)
    translated(page)

    shown = []
    for each in (plain, page):
        press(each, "ArrowRight", "ArrowRight")
        expect_step(each, 3)
        expect(each.get_by_test_id("gs-root")).to_contain_text("Step 3 of 11, token")  # aloud
        shown.append(each.get_by_test_id("gs-root").inner_text())
    assert shown[0] == shown[1]
    assert page.evaluate(STALE) == []


def test_what_changes_on_a_translated_page_is_what_a_fresh_page_shows(
    open_page: Callable[..., Page],
):
    """Another cell, another screen: React writes into texts that the translator has taken away."""
    page = open_page("app.py", "Parameter_count?v=1&lang=en")
    fresh = open_page("app.py", "Parameter_count?v=1&lang=en&h=40")
    for each in (page, fresh):
        expect(each.get_by_test_id("stMetric").first).to_be_visible(timeout=SLOW)
    translated(page)
    field = page.get_by_test_id("stNumberInput").nth(1).locator("input")
    field.fill("40")
    field.press("Enter")
    expect_link(page, h="40")
    settle(fresh)
    for each in (page, fresh):
        expect(each.get_by_test_id("stMetric").first).to_contain_text("4,240", timeout=SLOW)
        settle(each)
    assert words(page) == words(fresh)

    for name in ("Tokens and vectors", "What if", "Home", "Memory and gradients"):
        page.get_by_test_id("stSidebar").get_by_role("link", name=name).click()
        settle(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible()
    assert page.evaluate(STALE) == []


def test_a_text_that_is_written_or_removed_again_is_the_one_that_is_seen(
    open_page: Callable[..., Page],
):
    """React keeps the text itself, not its place: ``data`` and ``removeChild`` are all it uses."""
    page = open_page("app.py", "?v=1&lang=en")
    page.locator("meta[name=referrer]").wait_for(state="attached")
    page.evaluate("""() => {
      const line = document.createElement("p");
      line.id = "line";
      window.texts = ["the ", "old", " word"].map((text) => document.createTextNode(text));
      line.append(...window.texts);
      document.body.append(line);
    }""")
    line = page.locator("#line")
    page.evaluate(TRANSLATE)
    expect(line).to_have_text("«the »«old»« word»")

    page.evaluate("() => { window.texts[1].data = 'new'; }")
    expect(line).to_have_text("«the »«new»« word»")

    page.evaluate("""() => {
      const [first, second, third] = window.texts;
      const line = document.querySelector("#line");
      line.removeChild(first);
      line.insertBefore(document.createElement("b"), third);
      line.removeChild(third);
    }""")
    expect(line).to_have_text("«new»")
