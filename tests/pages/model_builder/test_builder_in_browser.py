"""The model builder in a real Chromium: the keyboard is enough, and Back goes back."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core.model_builder import DEFAULT_STACK
from tests.in_a_browser import settle

APP, SLOW = "app.py", 60_000


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The screen with the default model, once all of it is there."""
    shown = open_page(APP, "Model_builder?lang=en", viewport={"width": 1280, "height": 1000})
    expect(shown.get_by_role("button", name="Undo")).to_be_visible(timeout=SLOW)
    settle(shown)
    return shown


def part(page: Page, key: str, inner: str) -> Locator:
    return page.locator(f".st-key-{key} {inner}").first


def card(page: Page, position: int) -> Locator:
    return page.locator("[class*='st-key-card-']").nth(position)


def layer_part(page: Page, position: int, name: str, inner: str) -> Locator:
    """Return a part of a field or button of the layer that now stands at ``position``."""
    return card(page, position).locator(f"[class*='st-key-layer-'][class*='-{name}'] {inner}").first


def expect_model(page: Page, stack: str) -> None:
    """Wait until the address has this model, and all of it is on the screen."""

    def has_model(url: str) -> bool:
        return parse_qs(urlsplit(url).query).get("build", [DEFAULT_STACK]) == [stack]

    page.wait_for_url(has_model, timeout=SLOW, wait_until="commit")
    layers = stack.count("~")
    expect(page.locator("[class*='st-key-card-']")).to_have_count(layers, timeout=SLOW)
    settle(page)


def open_menu(page: Page, button: Locator) -> None:
    """Open the button's menu with the keyboard alone."""
    settle(page)
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_focused(timeout=SLOW)


def test_the_keyboard_is_enough_and_back_goes_back(page):
    layer_part(page, 1, "units", "input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("32")
    page.keyboard.press("Enter")
    resized = DEFAULT_STACK.replace("lstm-64", "lstm-32")
    expect_model(page, resized)

    open_menu(page, layer_part(page, 1, "insert", "button"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Conv1D")).to_be_focused()
    page.keyboard.press("Enter")
    inserted = resized.replace("~lstm", "~conv1d-64-5~lstm")
    expect_model(page, inserted)

    layer_part(page, 2, "down", "button").focus()
    page.keyboard.press("Enter")
    moved = "input-200~embedding-10000-64~conv1d-64-5~dense-2~lstm-32"
    expect_model(page, moved)

    page.wait_for_timeout(600)  # so long, a request may still name the link that was replaced
    page.go_back()
    expect_model(page, inserted)
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect_model(page, resized)


def test_a_new_layer_is_added_edited_moved_and_removed_with_the_keyboard(page):
    part(page, "add-Conv1D", "button").focus()
    page.keyboard.press("Enter")
    expect_model(page, f"{DEFAULT_STACK}~conv1d-64-5")

    layer_part(page, 3, "padding", "input").focus()
    page.keyboard.type("same")
    page.keyboard.press("Enter")
    same = "conv1d-64-5-same"
    expect_model(page, f"{DEFAULT_STACK}~{same}")

    button = layer_part(page, 3, "up", "button")
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect_model(page, "input-200~embedding-10000-64~lstm-64~conv1d-64-5-same~dense-2")
    expect(page.get_by_text("Layer 3 expected a vector for every step")).to_be_visible()

    layer_part(page, 2, "remove", "button").focus()
    page.keyboard.press("Enter")
    expect_model(page, DEFAULT_STACK)


def test_a_misfit_has_its_message_in_its_card_and_can_be_mended(page):
    part(page, "add-GRU", "button").click()
    expect_model(page, f"{DEFAULT_STACK}~gru-64")
    expect(page.get_by_role("alert").filter(has_text="Layer 4 expected a vector")).to_be_visible()
    expect(page.get_by_text("Counted up to layer 4")).to_be_visible()

    layer_part(page, 1, "return_sequences", "label").click()

    expect_model(page, f"{DEFAULT_STACK}~gru-64".replace("lstm-64", "lstm-64-all"))
    expect(page.get_by_text("Layer 4 expected a vector")).to_have_count(0)


@pytest.mark.parametrize(
    ("position", "name", "stack"),
    [
        (1, "down", "input-200~embedding-10000-64~dense-2~lstm-64"),
        (0, "remove", "input-200~lstm-64~dense-2"),
    ],
)
def test_two_quick_presses_leave_every_layer_its_sizes(page, position, name, stack):
    """The second is sent with the old sizes of all fields, to a page that is being drawn again."""
    button = layer_part(page, position, name, "button").element_handle()

    page.evaluate("button => { button.click(); setTimeout(() => button.click(), 150); }", button)
    page.wait_for_timeout(600)
    expect_model(page, stack)

    for size in ("lstm-64", "dense-2"):
        place = stack.split("~").index(size) - 1
        expect(layer_part(page, place, "units", "input")).to_have_value(size.split("-")[1])


def test_four_quick_presses_of_undo_take_back_the_only_change(page):
    part(page, "add-GRU", "button").click()
    expect_model(page, f"{DEFAULT_STACK}~gru-64")
    button = part(page, "undo", "button").element_handle()

    page.evaluate(
        "button => [0, 40, 80, 120].map(at => setTimeout(() => button.click(), at))", button
    )
    page.wait_for_timeout(600)
    expect_model(page, DEFAULT_STACK)

    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_layer_that_moved_keeps_the_focus(page):
    button = layer_part(page, 0, "down", "button")
    button.focus()
    page.keyboard.press("Enter")
    expect_model(page, "input-200~lstm-64~embedding-10000-64~dense-2")

    moved = layer_part(page, 1, "down", "button")
    expect(moved).to_be_focused()
    moved.evaluate(  # React removes one of the two cards and puts it back, this one or the other
        """button => {
          const card = button.closest("[class*=st-key-card-]");
          card.parentElement.insertBefore(card, card.nextSibling);
        }"""
    )
    expect(moved).to_be_focused()
