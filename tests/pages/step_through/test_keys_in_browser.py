"""The first arrow key steps: after Enter, wherever the sentence was entered, and only then."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW, expect_step, settle

APP = "app.py"
Open = Callable[..., Page]
STEPPER = "Step_through?lang=en"
SENTENCE = "not a bad film"
SENTENCE_FIELD = ".st-key-sentence :is(input, textarea)"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def write(page: Page, *keys: str) -> None:
    """Type the sentence as people do, while the page is still drawn, then press these keys."""
    field = page.locator(SENTENCE_FIELD)  # the first field that is drawn may be another one
    expect(field).to_be_visible(timeout=SLOW)
    field.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(SENTENCE)
    for key in keys:
        page.keyboard.press(key)


def wait_for_sentence(page: Page) -> None:
    """Wait until the stepper has it, and the page is drawn."""
    expect(page.get_by_test_id("gs-token-4")).to_contain_text("film", timeout=SLOW)
    expect(page.get_by_test_id("gs-token-5")).to_have_count(0)
    settle(page)


@pytest.mark.parametrize("path", [STEPPER, "?lang=en", STEPPER + "&lecture=1", "Compare_cells"])
def test_after_enter_the_arrow_keys_step(open_page: Open, path: str) -> None:
    page = open_page(APP, path)
    write(page, "Enter")
    wait_for_sentence(page)
    page.keyboard.press("ArrowRight")
    expect_step(page, 2)
    settle(page)  # what the step was reported for is drawn
    page.keyboard.press("ArrowRight")
    expect_step(page, 3)


def test_the_box_that_is_left_by_tab_or_click_gives_no_keys(open_page: Open) -> None:
    page = open_page(APP, STEPPER)
    write(page, "Tab")
    wait_for_sentence(page)
    expect(page.get_by_role("combobox", name="Network")).to_be_focused()

    page.reload()
    write(page, "Enter")
    wait_for_sentence(page)
    write(page, " ", "Backspace", "s")
    page.mouse.click(640, 4)
    expect(page.get_by_test_id("gs-token-4")).to_contain_text("films", timeout=SLOW)
    settle(page)
    page.keyboard.press("ArrowRight")
    expect_step(page, 1)


def test_a_touch_screen_gives_no_keys(open_page: Open) -> None:
    page = open_page(APP, STEPPER, **PHONE)
    write(page, "Enter")
    wait_for_sentence(page)
    expect(page.get_by_test_id("gs-root")).not_to_be_focused()


def test_keys_step_after_a_network_is_chosen(open_page: Open) -> None:
    page = open_page(APP, STEPPER)
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    settle(page)
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="hello").click()
    position = page.get_by_test_id("gs-position")
    expect(position).to_have_attribute("data-length", "5", timeout=SLOW)
    settle(page)
    opened_at = int(position.get_attribute("data-position") or 0)
    page.keyboard.press("ArrowLeft")
    expect_step(page, opened_at - 1)


def test_keys_step_once_a_lecture_begins_and_after_a_box_is_ticked(open_page: Open) -> None:
    page = open_page(APP, f"{STEPPER}&t=1")
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Lecture mode").click()
    expect(page.get_by_test_id("gs-reveal")).to_be_checked(timeout=SLOW)
    settle(page)
    page.keyboard.press("ArrowRight")
    expect_step(page, 2)
    page.get_by_test_id("gs-reveal").click()
    expect(page.get_by_test_id("gs-reveal")).not_to_be_checked()
    page.keyboard.press("ArrowRight")
    expect_step(page, 3)
    page.get_by_test_id("gs-reveal").press(" ")  # by keyboard, where Tab has led to it
    expect(page.get_by_test_id("gs-reveal")).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect_step(page, 4)
    page.get_by_test_id("gs-unit").fill("12")
    page.get_by_test_id("gs-unit").press("Enter")
    page.keyboard.press("ArrowRight")
    expect_step(page, 5)


@pytest.mark.parametrize(("width", "shown"), [(1280, True), (390, False)])
def test_the_keys_are_named_where_there_is_room(open_page: Open, width: int, shown: bool) -> None:
    page = open_page(APP, STEPPER, viewport={"width": width, "height": 844})
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    named = page.locator(".gs-key-hint kbd")
    expect(named).to_have_text(["←", "→", "↑", "↓", "Space", "Home", "End"])
    expect(named.first).to_be_visible(visible=shown)
