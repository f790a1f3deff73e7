"""The model builder in a real Chromium: the keyboard is enough, and Back goes back."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core.models import DEFAULT_STACK

pytestmark = pytest.mark.browser

APP, SLOW = "app.py", 60_000


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The screen with the default model, once all of it is there."""
    shown = open_page(APP, "Parameter_count?lang=en", viewport={"width": 1280, "height": 1000})
    expect(shown.get_by_role("button", name="Undo")).to_be_visible(timeout=SLOW)
    settle(shown)
    return shown


def settle(page: Page) -> None:
    """Wait until nothing is running."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SLOW)


def part(page: Page, key: str, inner: str) -> Locator:
    return page.locator(f".st-key-{key} {inner}").first


def expect_model(page: Page, stack: str) -> None:
    """Wait until the address says this model, and all of it is on the screen."""

    def says(url: str) -> bool:
        return parse_qs(urlsplit(url).query).get("stack", [DEFAULT_STACK]) == [stack]

    page.wait_for_url(says, timeout=SLOW, wait_until="commit")
    last = stack.count("~") - 1
    expect(part(page, f"layer-{last}-remove", "button")).to_be_visible(timeout=SLOW)
    expect(page.locator(f".st-key-layer-{last + 1}-remove")).to_have_count(0, timeout=SLOW)
    settle(page)


def test_the_keyboard_is_enough_and_back_goes_back(page):
    part(page, "layer-1-units", "input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("32")
    page.keyboard.press("Enter")
    resized = DEFAULT_STACK.replace("lstm-64", "lstm-32")
    expect_model(page, resized)

    part(page, "layer-1-insert", "button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_focused(timeout=SLOW)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Conv1D")).to_be_focused()
    page.keyboard.press("Enter")
    inserted = resized.replace("~lstm", "~conv1d-64-5~lstm")
    expect_model(page, inserted)

    part(page, "layer-2-to-3", "button").focus()
    page.keyboard.press("Enter")
    moved = "input-200~embedding-10000-64~conv1d-64-5~dense-2~lstm-32"
    expect_model(page, moved)

    page.wait_for_timeout(600)  # a request on its way may name the link before it for as long
    page.go_back()
    expect_model(page, inserted)
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect_model(page, resized)


def test_a_misfit_stands_in_its_card_and_is_mended_there(page):
    part(page, "add-GRU", "button").click()
    expect_model(page, f"{DEFAULT_STACK}~gru-64")
    expect(page.get_by_role("alert").filter(has_text="Layer 4 expected a vector")).to_be_visible()
    expect(page.get_by_text("Counted up to layer 4")).to_be_visible()

    part(page, "layer-1-return_sequences", "label").click()

    expect_model(page, f"{DEFAULT_STACK}~gru-64".replace("lstm-64", "lstm-64-all"))
    expect(page.get_by_text("Layer 4 expected a vector")).to_have_count(0)
