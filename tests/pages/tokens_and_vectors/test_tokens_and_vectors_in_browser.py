"""Tokens and vectors in a real Chromium: rows are aligned, and the keyboard reaches every token."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from core.text import TOKENIZERS
from tests.nasty import STRINGS

APP, SLOW = "app.py", 40_000
SENTENCE = "영화가 좋았다, but slow."
TYPED_KOREAN = {"whitespace": 0, "words": 1, "characters": 2, "morphemes": 3, "korean-bpe": 5}
"""Tokenizer -> its row for a sentence with Hangul in it."""


@pytest.fixture
def show(open_page: Callable[..., Page]) -> Callable[[str], Page]:
    """Return a function that opens the screen with a sentence and waits for its rows."""

    def show_one(text: str) -> Page:
        page = open_page(APP, f"Tokens_and_vectors?lang=en&text={quote(text)}")
        expect(page.locator(".ga-own")).to_be_visible(timeout=SLOW)
        return page

    return show_one


def buttons(page: Page, row: int) -> Locator:
    return page.locator(".ga-row:not(.ga-ruler)").nth(row).locator(".ga-token")


def box_of(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box is not None
    return box


def test_the_same_characters_stand_at_the_same_place_in_every_row(show) -> None:
    page = show(SENTENCE)
    ruler = page.locator(".ga-character")
    edges = [
        (box["x"], box["x"] + box["width"])
        for box in (box_of(ruler.nth(index)) for index in range(len(SENTENCE)))
    ]
    assert [left for left, _right in edges] == sorted(left for left, _right in edges)
    wide, narrow = (right - left for left, right in (edges[0], edges[-1]))
    assert wide == pytest.approx(2 * narrow, abs=0.5)  # a syllable is two columns
    for name, row in TYPED_KOREAN.items():
        tokens = TOKENIZERS[name]().tokenize(SENTENCE)
        row_tokens = buttons(page, row)
        expect(row_tokens).to_have_count(len(tokens))
        for index, token in enumerate(tokens):
            box = box_of(row_tokens.nth(index))
            left, right = edges[token.start][0], edges[token.end - 1][1]
            assert box["x"] >= left - 0.5
            assert box["x"] + box["width"] <= right + 0.5
            alone = [each for each in tokens if (each.start, each.end) == (token.start, token.end)]
            assert box["width"] == pytest.approx((right - left) / len(alone), abs=0.6)


def test_the_keyboard_reaches_every_token_and_lights_its_characters(show) -> None:
    page = show(SENTENCE)
    buttons(page, 1).first.focus()  # words: 영화가 좋았다 , but slow .
    page.keyboard.press("ArrowRight")
    expect(page.locator(".ga-here")).to_have_text("좋았다")
    expect(page.locator(".ga-said")).to_contain_text("Words: token 2 of 6, “좋았다”")
    lit = buttons(page, 2).and_(page.locator(".ga-lit"))
    assert lit.all_text_contents() == ["좋", "았", "다"]
    assert buttons(page, 0).and_(page.locator(".ga-lit")).all_text_contents() == ["좋았다,"]
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ga-here")).to_have_text("좋")
    page.keyboard.press("End")
    expect(page.locator(".ga-here")).to_have_text(".")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".ga-said")).to_contain_text("Words: token 6 of 6")
    page.keyboard.press("Home")
    expect(page.locator(".ga-said")).to_contain_text("Words: token 1 of 6")
    assert page.locator(".ga-token[tabindex='0']").count() == 1  # one stop on the way by Tab


def test_a_token_reached_by_keyboard_is_not_hidden_by_the_names(show) -> None:
    page = show("the plot is thin " * 12)
    words = buttons(page, 1)
    words.first.focus()
    for key in ("End", "Home"):
        page.keyboard.press(key)
        here = box_of(page.locator(".ga-here"))
        name = box_of(page.locator(".ga-name").nth(2))
        line = box_of(page.locator(".ga-scroll"))
        assert name["x"] + name["width"] <= here["x"] + 0.5
        assert here["x"] + here["width"] <= line["x"] + line["width"] + 0.5
    for _ in range(30):  # leftwards, one after the other
        page.keyboard.press("ArrowRight")
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
        here = box_of(page.locator(".ga-here"))
        assert name["x"] + name["width"] <= here["x"] + 0.5


def test_another_sentence_replaces_the_rows_of_the_first(show) -> None:
    page = show("a film")
    field = page.get_by_role("textbox").first
    for name in ("37.1", "41.1"):
        field.fill(STRINGS[name])
        field.press("Enter")
        expect(page.locator(".ga")).to_have_count(1)
        shown = "".join(character or "" for character in STRINGS[name] if not character.isspace())
        page.wait_for_function(
            """text => {
              const all = [...document.querySelectorAll('*')].map(node => node.shadowRoot ?? node);
              return all.some(root => [...root.querySelectorAll?.('.ga-ruler') ?? []]
                .some(ruler => ruler.textContent.replaceAll('␣', '').includes(text)));
            }""",
            arg=shown[:8],
            timeout=SLOW,
        )
        assert page.evaluate("window.broken") is None
        assert page.locator(".ga img, .ga a, .ga iframe").count() == 0


def test_moving_through_the_tokens_of_a_long_text_is_fast(show) -> None:
    """Lighting a token among thousands takes no time that a person would notice."""
    page = show("film " * 80)
    field = page.get_by_role("textbox").first
    field.fill("a plot " * 285)
    field.press("Enter")
    characters = 256 // 2 * len("a plot ") - 1  # a reading has 256 words at most
    expect(buttons(page, 2)).to_have_count(characters, timeout=SLOW)
    buttons(page, 2).first.focus()
    milliseconds = page.evaluate(
        """() => {
          const root = [...document.querySelectorAll('*')].map(node => node.shadowRoot ?? node)
            .flatMap(node => [...node.querySelectorAll?.('.ga-token') ?? []])[0].getRootNode();
          const started = performance.now();
          for (let step = 0; step < 40; step += 1) {
            const at = root.activeElement;
            at.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
            at.getBoundingClientRect();
          }
          return (performance.now() - started) / 40;
        }"""
    )
    expect(page.locator(".ga-said")).to_contain_text("Characters: token 41 of")
    assert milliseconds < 100
