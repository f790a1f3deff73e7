"""Markdown shows what people send exactly as it was typed, in a real Chromium."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.shared.app import SHOWN

pytestmark = pytest.mark.browser

APP = Path(__file__).with_name("app.py")
MADE = """containers => containers.map(container => ({
  tags: [...container.querySelectorAll("*")].map(node => node.tagName.toLowerCase()),
  text: container.textContent,
}))"""


def test_a_value_is_text_and_nothing_else(open_page: Callable[..., Page]):
    page = open_page(APP)
    texts = page.locator("[data-testid=stMarkdownContainer]")
    expect(texts).to_have_count(2 * len(SHOWN), timeout=60_000)
    page.wait_for_load_state("networkidle")  # what draws emoji and formulas comes when needed

    made = texts.evaluate_all(MADE)

    for text, one in zip([*SHOWN, *SHOWN], made, strict=True):
        assert one["tags"] == ["p"], (text, one)
        assert one["text"].replace("\u2060", "") == re.sub(r"\s+", " ", text).strip()
