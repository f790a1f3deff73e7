"""The connections in a real Chromium: they show what Python sent, and no echo moves them."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

APP = Path(__file__).with_name("app.py")
Open = Callable[..., Page]

HOSTILE = (
    "<img src=http://evil.example/a.png onerror=window.broken=1>",
    "{step} {token} ${7*7}",
    "שלום\u202egnp.exe",
    "w" * 500,
)
TINTS = "nodes => nodes.map((node) => node.style.getPropertyValue('--tint'))"


def show(open_page: Open, link: str = "", **context: object) -> Page:
    """Open this folder's harness."""
    page = open_page(APP, link, **context)
    expect(page.get_by_test_id("gc-output")).to_be_visible(timeout=30_000)
    return page


def tokens(page: Page, place: int = 0) -> Locator:
    """Return the tokens of one network's row."""
    return page.get_by_test_id(f"gc-member-{place}").locator(".gc-token")


def expect_output(page: Page, step: int) -> None:
    """Wait until the output after a token, counted from 1, is selected."""
    expect(page.get_by_test_id("gc-output")).to_have_attribute("data-position", str(step))


def shares(place: int, length: int) -> list[float]:
    """Return the shares of all inputs up to an output, in percent, as the harness makes them."""
    powers = [2.0 ** (-(1 + place) * (length - 1 - token)) for token in range(length)]
    return [100 * power / sum(powers) for power in powers]


def check_logarithmic_colours(page: Page) -> None:
    """Check that they show inputs far below the strongest, and leave the numbers as they are."""
    far, switch = tokens(page).nth(0), page.get_by_role("button", name="Logarithmic colours")
    number, tint = far.locator(".gc-number"), "node => node.style.getPropertyValue('--tint')"
    tokens(page).nth(10).hover()
    plain, text = far.evaluate(tint), number.inner_text()
    switch.press("Enter")  # the pointer stays
    expect_output(page, 11)
    assert far.evaluate(tint) != plain
    assert number.inner_text() == text
    far.hover()
    expect(page.get_by_test_id("gc-heard-0")).to_have_text("no input reaches it")
    expect(number).to_have_text("0")


def test_pointing_selects_an_output_and_a_click_pins_it(open_page: Open) -> None:
    page = show(open_page, "?deaf=1", viewport={"width": 1280, "height": 900})
    expect_output(page, 14)
    heard = "strongest input: token 3 “\u2068is\u2069”, 50 %"
    expect(page.get_by_test_id("gc-heard-0")).to_have_text(heard)
    tokens(page, 1).nth(6).hover()
    expect_output(page, 7)
    page.locator(".gc-text").nth(1).hover(position={"x": 1100, "y": 20})  # beside the last token
    expect_output(page, 7)
    for place in range(3):
        numbers = tokens(page, place).locator(".gc-number").all_inner_texts()
        for text, share in zip(numbers[:7], shares(place, 7), strict=True):
            number = float(re.sub("[<% ]", "", text))
            assert number == pytest.approx(share, abs=0.5 if share >= 9.95 else 0.05) or (
                text == "<0.1 %" and share < 0.1
            )
        assert numbers[7:] == [""] * 7
        tints = tokens(page, place).evaluate_all(TINTS)
        assert tints[7:] == ["transparent"] * 7
        assert "transparent" not in tints[:7]
    check_logarithmic_colours(page)
    pinned = tokens(page, 0).nth(13)
    expect(pinned).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="to the second").hover()
    expect_output(page, 14)
    tokens(page, 2).nth(4).click()
    status = "reports 1, pinned 4, kept PinnedOutput(position=4,"
    expect(page.get_by_text(status)).to_be_visible()
    expect(pinned).to_have_attribute("aria-pressed", "false")
    spoken = (
        r"Output after token 5 of 14, “\S+”\. \S*RNN.+: strongest input: token 5 “\S+”, 52 %; "
        r"\S*LSTM.+: .+, 75 %; \S*GRU.+: .+, 88 %\."
    )
    expect(page.get_by_test_id("gc-voice")).to_have_text(re.compile(spoken))
    page.get_by_role("button", name="to the second").click()
    expect_output(page, 2)
    expect(page.get_by_text("reports 1, pinned 1,")).to_be_visible()


def test_keys_go_from_token_to_token_and_from_network_to_network(open_page: Open) -> None:
    page = show(open_page)
    tokens(page).nth(13).focus()
    expect(page.locator(".gc-token[tabindex='0']")).to_have_count(1)
    for key, step in {"ArrowLeft": 13, "Home": 1, "ArrowRight": 2, "ArrowDown": 2}.items():
        page.keyboard.press(key)
        expect_output(page, step)
    expect(tokens(page, 1).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    expect(tokens(page, 0).nth(13)).to_be_focused()
    expect(page.get_by_text("reports 0,")).to_be_visible()
    for key in ("ArrowLeft", "Enter", "ArrowLeft", " "):
        page.keyboard.press(key)
    expect(page.get_by_text("pinned 11,")).to_be_visible()
    expect_output(page, 12)
    page.get_by_text("hidden", exact=True).click()
    expect(page.get_by_test_id("gc-root")).to_have_count(0)
    page.get_by_text("hidden", exact=True).click()
    expect_output(page, 12)


def test_signed_hostile_tokens_are_only_text_in_two_colours(open_page: Open) -> None:
    link = f"?measure=signed&members=1&lecture=1&text={quote(chr(10).join(HOSTILE))}"
    small = {"width": 390, "height": 800}
    page = show(open_page, link, viewport=small, color_scheme="dark")
    root = page.get_by_test_id("gc-root")
    expect(page.get_by_role("button", name="Logarithmic colours")).to_have_count(0)
    numbers = tokens(page).locator(".gc-number").all_text_contents()
    assert numbers == ["−0.3", "−0.12", "+0.16", "+0.3"]
    for number, tint in zip(numbers, tokens(page).evaluate_all(TINTS), strict=True):
        red, _green, blue = (int(channel) for channel in re.findall(r"\d+", tint))
        assert (blue > red) == number.startswith("+")
    for index, token in enumerate(HOSTILE):
        tokens(page).nth(index).hover()
        expect_output(page, index + 1)
        assert token[:20] in (tokens(page).nth(index).text_content() or "")
    assert root.locator("script, img, style, a, iframe, b").count() == 0
    assert page.evaluate("window.broken") is None
    assert root.evaluate("node => node.scrollWidth <= node.clientWidth")
