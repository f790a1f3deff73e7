"""A part that is drawn again stays as the visitor reads it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW

APP = Path(__file__).with_name("part_app.py")


@pytest.mark.parametrize(("lang", "word"), [("ko", "멈추기"), ("en", "Stop")])
def test_a_part_that_is_drawn_again_keeps_its_language(
    open_page: Callable[..., Page], lang: str, word: str
):
    page = open_page(APP, f"?lang={lang}")

    again = page.get_by_text(re.compile(r"^([3-9]|\d\d): "))
    expect(again).to_have_text(re.compile(f"{word}$"), timeout=SLOW)
