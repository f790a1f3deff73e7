"""How a test drives whatever steps through a text: the stepper, or networks in lock-step."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect


def show(open_page: Callable[..., Page], app: Path, link: str = "", **context: object) -> Page:
    """Open a harness and wait for what steps in it."""
    page = open_page(app, link, **context)
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=30_000)
    return page


def expect_step(page: Page, step: int) -> None:
    """Wait until it is at a step, counted from 1."""
    expect(page.get_by_test_id("gs-position")).to_have_attribute("data-position", str(step))


def press(page: Page, *keys: str) -> None:
    """Press keys while it has the focus."""
    page.get_by_test_id("gs-root").focus()
    for key in keys:
        page.keyboard.press(key)
