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


def test_a_hostile_value_is_only_text(open_page: Callable[..., Page]):
    page = open_page(APP)
    texts = page.locator("[data-testid=stMarkdownContainer]")
    expect(texts).to_have_count(2 * len(SHOWN), timeout=60_000)
    page.wait_for_load_state("networkidle")  # scripts for emoji and formulas load when needed

    elements = texts.evaluate_all(MADE)

    for text, element in zip([*SHOWN, *SHOWN], elements, strict=True):
        assert element["tags"] == ["p"], (text, element)
        assert element["text"].replace("\u2060", "") == re.sub(r"\s+", " ", text).strip()
