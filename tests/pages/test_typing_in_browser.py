"""A sentence that is entered while the server still draws the page: it is never lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.in_a_browser import SLOW, expect_link, settle
from tests.pages.line import Line, open_with_line

Open = Callable[..., Page]
SCREENS = (
    "Step_through",
    "Compare_cells",
    "Inspect_a_unit?corpus=text&text=a+film",
    "Memory_and_gradients",
    "What_if",
    "Tokens_and_vectors",
    "Generate?model=shakespeare",
)
SENTENCE = "not a bad film"
FIRST = ("Step_through", "Generate?model=shakespeare")
"""Screens that a sentence is entered on while they are drawn for the first time: all draw the field
in the same way, either as one line or as several."""
FIELD = ".st-key-sentence :is(input, textarea)"


def is_sentence(answer: ForwardMsg) -> bool:
    """Return whether an answer draws the field for the sentence."""
    element = answer.delta.new_element
    kind = element.WhichOneof("type")
    return kind in ("text_input", "text_area") and getattr(element, kind).id.endswith("-sentence")


def enter(page: Page) -> None:
    """Enter the sentence as people do."""
    page.locator(FIELD).click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(SENTENCE)
    page.keyboard.press("ControlOrMeta+Enter")


def switch_language(page: Page, name: str) -> None:
    """Ask for a run of the whole page that has nothing to do with the sentence."""
    page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()


def wait_for_runs(page: Page, line: Line, count: int) -> None:
    """Wait until the server has ended as many runs, whose answers are held up."""
    for _turn in range(SLOW // 50):
        if line.runs_held() >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{line.runs_held()} of {count} runs have ended.")


def expect_sentence(page: Page) -> None:
    """Wait until all is drawn, and see that the sentence is what was entered."""
    expect_link(page, text=SENTENCE)
    settle(page)
    expect_link(page, text=SENTENCE)
    expect(page.locator(FIELD)).to_have_value(SENTENCE)


@pytest.mark.parametrize(
    ("path", "is_first"),
    [*((path, False) for path in SCREENS), *((path, True) for path in FIRST)],
)
def test_a_run_that_began_before_does_not_take_its_place(
    open_page: Open, path: str, is_first: bool
) -> None:
    page, line = open_with_line(open_page, path, is_sentence if is_first else None)
    expect(page.locator(FIELD)).to_be_visible(timeout=SLOW)
    if not is_first:
        settle(page)
        line.held = []
    switch_language(page, "한국어")
    wait_for_runs(page, line, 1)
    enter(page)
    page.wait_for_timeout(500)
    wait_for_runs(page, line, 2)

    line.release(runs=line.runs_held() - 1)
    page.wait_for_timeout(200)
    expect(page.locator(FIELD)).to_have_value(SENTENCE)
    switch_language(page, "English")  # the browser says what it takes the sentence for
    line.release()
    expect_sentence(page)
