"""Parts of speech stand under the morphemes only where somebody wants them, with what they mean."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import press, show_stepper

KOREAN = "text=영화를+봤다&model=korean-reviews&lang=en"


@pytest.mark.parametrize("screen", ["Step_through", "Compare_cells"])
def test_tags_are_off_until_they_are_wanted_and_then_have_a_legend(
    open_page: Callable[..., Page], screen: str
):
    page = show_stepper(open_page, "app.py", f"{screen}?v=1&{KOREAN}")
    words = page.locator(".gs-token-word")
    expect(words).to_have_text(["영화", "를", "보", "었", "다"])
    tags, legend = page.locator(".gs-token .gs-tag"), page.get_by_test_id("gs-tag-legend")
    expect(tags.first).to_be_hidden()
    expect(legend).to_be_hidden()
    assert page.get_by_test_id("gs-token-4").get_attribute("title") == "었 · pre-final ending"

    page.get_by_test_id("gs-tags").check()

    expect(tags).to_have_text(["NNG", "JKO", "VV", "EP", "EF"])
    expect(legend).to_have_text(
        "NNG common noun JKO object particle VV verb EP pre-final ending EF final ending",
        use_inner_text=True,
    )
    press(page, "ArrowRight")
    expect(legend).to_be_visible()


def test_tokens_without_parts_of_speech_have_no_switch(open_page: Callable[..., Page]):
    page = show_stepper(open_page, "app.py", "Step_through?v=1&model=english-reviews&lang=en")

    expect(page.get_by_test_id("gs-reveal")).to_be_visible()
    expect(page.get_by_test_id("gs-tags")).to_have_count(0)
    expect(page.get_by_test_id("gs-tag-legend")).to_have_count(0)
