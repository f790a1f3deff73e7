"""Generate in a real Chromium: step, choose another token, undo, go on, in any window."""

import re
from collections.abc import Callable
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core import load_network
from core.generation import GenerationRun, generate
from tests.in_a_browser import SLOW, expect_link, expect_step, expect_to_fit

Open = Callable[..., Page]
PRIME = "(1(2"
LINK = f"Generate?v=1&model=brackets&text={quote(PRIME)}&temp=150&seed=4&length=30&t=9&lang=en"


def show(open_page: Open, link: str = LINK, **context: object) -> Page:
    """Open the screen and wait until the text and the stepper are there."""
    page = open_page("app.py", link, **{"viewport": {"width": 1400, "height": 1400}, **context})
    expect(page.get_by_test_id("gc-root")).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    return page


def run_of(length: int = 30) -> GenerationRun:
    return generate(load_network("brackets", "lstm"), PRIME, length, temperature=1.5, seed=4)


def row_of(run: GenerationRun, position: int, place: int) -> tuple[int, str]:
    """Return the number and the name of an output, by its place among the likeliest."""
    step = run.steps[position - 1]
    number = int(np.argsort(-step.scores, kind="stable")[place])
    return number, run.network.outputs[number]


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def expect_text(page: Page, run: GenerationRun) -> None:
    """Wait until the page shows a run: its figures, which depend on every token of it."""
    shown = f"{run.log_probability:.1f}".replace("-", "−")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(shown, timeout=SLOW)
    expect(page.get_by_test_id("gs-position")).to_contain_text(f"of {len(run.keys)}")


def test_another_token_is_one_click_and_undo_takes_it_back(open_page: Open) -> None:
    page, run = show(open_page), run_of()
    expect_text(page, run)
    place = next(n for n in range(3) if row_of(run, 9, n)[1] != run.keys[8])
    number, token = row_of(run, 9, place)

    page.get_by_test_id(f"gc-row-{place}").click()

    branch = run.branch(8, token)
    expect_link(page, tree=f"1~0.9.{number}", t="9")
    expect_text(page, branch)
    expect_step(page, 9)
    button(page, "Undo").click()
    expect_text(page, run)
    expect(page.get_by_test_id("gs-position")).to_contain_text("Step 9")


def test_the_keyboard_alone_steps_makes_a_branch_and_comes_back(open_page: Open) -> None:
    page, run = show(open_page), run_of()
    expect_text(page, run)
    page.get_by_test_id("gc-root").focus()
    page.keyboard.press("ArrowRight")
    expect_step(page, 10)
    place = next(n for n in range(3) if row_of(run, 10, n)[1] != run.keys[9])
    for _ in range(place + 1):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_test_id(f"gc-row-{place}")).to_be_focused()
    page.keyboard.press("Enter")

    expect_text(page, run.branch(9, row_of(run, 10, place)[1]))
    button(page, "Undo").focus()
    page.keyboard.press("Enter")
    expect_text(page, run)


def test_the_focus_comes_back_to_the_row_however_long_the_text_takes(open_page: Open) -> None:
    link = "Generate?v=1&model=stories&cell=gru&text=I am&t=5&length=150&lang=en"
    page = show(open_page, link)
    is_taken = page.get_by_test_id("gc-row-1").get_attribute("aria-current") == "true"
    place = 2 if is_taken else 1
    row = page.get_by_test_id(f"gc-row-{place}")
    other = row.locator(".gc-name").inner_text()
    page.get_by_test_id("gc-root").focus()
    for key in (*["ArrowDown"] * (place + 1), "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_test_id("gc-said")).to_contain_text(
        re.compile(f"“\u2068{re.escape(other)}\u2069”, was chosen by hand"), timeout=SLOW
    )
    expect(row).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id(f"gc-row-{place - 1}")).to_be_focused()


def test_going_on_keeps_the_step_and_adds_to_the_text(open_page: Open) -> None:
    page = show(open_page)
    expect_text(page, run_of())
    button(page, "Go on").click()

    expect_text(page, run_of(130))
    expect_step(page, 9)
    expect_link(page, length="130")


def test_the_explanation_follows_the_step(open_page: Open) -> None:
    page, run = show(open_page), run_of()
    page.get_by_text("Explain: how this token was chosen").click()
    for position in (9, 10):
        expect(
            page.get_by_text(f"Token {position} of 34: “{run.keys[position - 1]}”.")
        ).to_be_visible(timeout=SLOW)
        page.get_by_test_id("gs-next").click()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_it_fits_into_any_window(open_page: Open, lang: str) -> None:
    page = show(open_page, LINK.replace("lang=en", f"lang={lang}") + "&tree=1~0.9.2")
    for width in (1920, 1280, 820, 390):
        expect_to_fit(page, width)


@pytest.mark.parametrize("lecture", ["", "&lecture=1"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_text_steps_and_bars_are_on_the_first_screenful(
    open_page: Open, lang: str, lecture: str
) -> None:
    link = (
        f"Generate?v=1&model=shakespeare&cell=gru&text=ROMEO:&t=30&length=60&lang={lang}{lecture}"
    )
    for height, width in ((720, 1280), (900, 1400)):
        page = show(open_page, link, viewport={"width": width, "height": height})
        parts = ["gc-text", "gc-previous", "gc-play", "gc-forward"]
        if lecture:
            for name in ("gc-reveal", "gc-reveal"):
                expect_above_the_fold(page, [*parts, name], height)
                page.get_by_test_id(name).click()
        expect_above_the_fold(page, [*parts, "gc-said", "gc-stacks", "gc-dart"], height)


def expect_above_the_fold(page: Page, parts: list[str], height: int) -> None:
    for name in parts:
        expect(page.get_by_test_id(name)).to_be_visible(timeout=SLOW)
        box = page.get_by_test_id(name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, f"{name} is below the fold"


def test_in_a_lecture_the_text_is_covered_until_it_is_thrown(open_page: Open) -> None:
    page = show(open_page, LINK + "&lecture=1", viewport={"width": 1280, "height": 720})

    reveal = page.get_by_test_id("gc-reveal")
    expect(reveal).to_be_visible(timeout=SLOW)
    box = reveal.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720, "the question is above the fold"
    expect(page.get_by_test_id("stMetricValue").first).not_to_be_visible()
    reveal.click()
    expect(page.get_by_test_id("gc-row-0")).to_be_visible()
