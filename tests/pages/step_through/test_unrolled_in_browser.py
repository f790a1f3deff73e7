"""The cell above the tokens in a real Chromium: it shows the run, and a step redraws nothing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from core import load_network
from tests.in_a_browser import SLOW, expect_link, expect_step, settle, show_stepper

Open = Callable[..., Page]
SENTENCE = "not a bad film , really"
LINK = "Step_through?v=1&text=not+a+bad+film+,+really&t=2&unit=7&lang=en"
CARRIED = """(nodes) => nodes.map((node) => [...node.querySelectorAll(".gs-cell-carry b")]
  .map((number) => Number(number.textContent.replace("−", "-"))))"""
COLOURS = """(boxes) =>
  [...new Set(boxes.map((box) => getComputedStyle(box).backgroundColor))]"""
STEP_IN_ONE_TASK = """(root) => {
  const changes = [];
  const watch = new MutationObserver((records) => changes.push(...records));
  for (const cell of root.querySelectorAll(".gs-cell"))
    watch.observe(cell, { subtree: true, childList: true, attributes: true, characterData: true });
  root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  changes.push(...watch.takeRecords());
  return changes.length;
}"""


def test_it_is_opened_by_key_stepped_folded_and_closed(open_page: Open) -> None:
    page = show_stepper(open_page, "app.py", LINK)
    settle(page)
    cells, opener = page.locator(".gs-cell"), page.get_by_test_id("gs-open-unrolled")
    expect(cells).to_have_count(0)
    opener.focus()
    page.keyboard.press("Enter")
    expect(cells).to_have_count(6)
    expect(page.get_by_test_id("gs-form-unrolled")).to_be_focused()
    expect_link(page, unrolled="unrolled", sequence=None)

    network = load_network("english-reviews", "lstm")
    trace = network.trace(SENTENCE)
    states = [trace[name][:, 7] for name in ("cell_state", "hidden_state")]
    before = [[0, 0], *zip(*(state[:-1].tolist() for state in states), strict=True)]
    shown = cells.evaluate_all(CARRIED)
    assert shown == [[round(value, 2) + 0 for value in pair] for pair in before]

    said = page.locator(".gs-token .gs-cell-said")
    expect(said.nth(2)).to_be_hidden()
    expect(said.last).to_be_visible()
    expect(said.last).to_have_text(f"{round(100 * network.opinions(trace)[-1, 1])} %")
    page.get_by_test_id("gs-kind-many-to-many").click()
    expect(said.nth(2)).to_be_visible()
    expect_link(page, sequence="many-to-many")

    assert page.get_by_test_id("gs-root").evaluate(STEP_IN_ONE_TASK) == 0
    expect_step(page, 3)
    settle(page)
    expect(page.locator("[aria-current] .gs-cell-box")).to_have_count(1)

    page.get_by_test_id("gs-next").hover()
    (dark,) = page.locator(".gs-cell-box").evaluate_all(COLOURS)
    page.locator(".gs-cell-box").nth(4).hover()
    assert [dark] != page.locator(".gs-cell-box").evaluate_all(COLOURS)
    assert len(page.locator(".gs-cell-box").evaluate_all(COLOURS)) == 1, "all are lit together"
    expect(page.locator("[data-testid^=gs-weights-]")).to_have_count(4, timeout=SLOW)
    expect(page.get_by_test_id("gs-weights")).to_be_visible()
    page.get_by_test_id("gs-next").hover()
    expect(page.get_by_test_id("gs-weights")).to_be_hidden()

    page.get_by_test_id("gs-form-folded").click()
    expect(cells.first).to_be_hidden()
    expect(page.get_by_test_id("gs-weights")).to_be_visible()
    page.get_by_test_id("gs-close-unrolled").focus()
    page.keyboard.press("Enter")
    expect(opener).to_be_focused()
    expect_link(page, unrolled=None)


def test_a_lecture_keeps_it_covered_and_the_transport_above_the_fold(open_page: Open) -> None:
    link = LINK + "&lecture=1&unrolled=unrolled&sequence=many-to-many"
    page = show_stepper(open_page, "app.py", link)
    settle(page)
    expect(page.locator(".gs-cell")).to_have_count(6)
    expect(page.locator(".gs-transport")).to_be_in_viewport(ratio=1)
    said, arrows = page.locator(".gs-token .gs-cell-said"), page.locator(".gs-cell-carries")
    expect(said.nth(1)).to_be_hidden()
    expect(arrows.nth(2).locator("b").first).to_be_hidden()
    page.get_by_test_id("gs-answer").click()
    expect(said.nth(1)).to_be_visible()
    expect(said.nth(2)).to_be_hidden()
    page.get_by_test_id("gs-next").click()
    expect(arrows.nth(2).locator("b").first).to_be_visible()
