"""The list of snippets in a real Chromium: each is one button, which reports its index."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, expect

APP = Path(__file__).with_name("app.py")
Open = Callable[..., Page]

HOSTILE = ("<script>window.broken=1</script>", "<img/src=x/onerror=broken()>", "w" * 5000)


def show(open_page: Open, link: str = "", **context: object) -> Page:
    """Open this folder's harness."""
    page = open_page(APP, f"?show=snippets{link}", **context)
    expect(page.get_by_text("film 0 <b>.txt")).to_be_visible(timeout=30_000)
    return page


def assert_colours(page: Page) -> None:
    """Check the first snippet's first colours against their values: the cosine of 0, 1 and 2."""
    colours = (
        page.locator(".gn-item")
        .first.locator(".gn-token")
        .evaluate_all("nodes => nodes.map((node) => getComputedStyle(node).backgroundColor)")
    )
    assert colours[0] == "rgb(31, 102, 173)"
    reds = [int(colour.removeprefix("rgb(").split(",")[0]) for colour in colours[:3]]
    assert reds == sorted(set(reds))


def test_a_click_or_enter_chooses_a_snippet(open_page: Open) -> None:
    page = show(open_page)
    items = page.locator(".gn-item")
    expect(items).to_have_count(4)
    expect(items.nth(1)).to_contain_text("token 1,005")
    expect(items.nth(1)).to_contain_text("0.90")
    assert items.nth(1).locator(".gn-hit").inner_text() == "without charm"
    expect(items.nth(1).locator(".gn-unknown")).to_have_text("charm")
    assert_colours(page)
    items.nth(1).click()
    expect(page.get_by_text("chosen [Chosen(index=1, digest='list')]")).to_be_visible()
    expect(items.nth(1)).to_have_attribute("aria-current", "true")
    items.nth(1).click()  # a second time is a second choice
    status = "chosen [Chosen(index=1, digest='list'), Chosen(index=1, digest='list')"
    expect(page.get_by_text(status)).to_be_visible()
    for key in ("ArrowDown", "End", "ArrowUp"):
        page.keyboard.press(key)
    expect(items.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chosen(index=2, digest='list')]")).to_be_visible()
    expect(items.nth(2)).to_be_focused()


def test_hostile_text_is_only_text(open_page: Open) -> None:
    link = f"&lecture=1&text={quote(chr(10).join(HOSTILE))}"
    viewport = {"width": 390, "height": 800}
    page = show(open_page, link, viewport=viewport, color_scheme="dark")
    root = page.get_by_test_id("gn-root")
    expect(root).to_contain_text(HOSTILE[1])
    assert root.locator("script, img, style, a, iframe, b").count() == 0
    assert page.evaluate("window.broken") is None
    assert root.evaluate("node => node.scrollWidth <= node.clientWidth")
