"""Lecture mode as the last row of a hall sees it: one screenful, large type, answers covered."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.in_a_browser import SLOW, expect_step, scroll_to, settle
from tests.pages.screens import SCREENS

APP = "app.py"
Open = Callable[..., Page]
LECTURE = "Step_through?lecture=1&lang=en&t=4"


def place(node: Locator) -> dict[str, float]:
    """Return where a part is on the screen."""
    box = node.bounding_box()
    assert box is not None
    edges = {"right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"], **edges}


def opened(open_page: Open, link: str, **context: object) -> Page:
    """Return a page with a stepper, once everything is there."""
    page = open_page(APP, link, **context)
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    settle(page)
    return page


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_the_cell_is_above_the_fold(open_page: Open, cell: str, lang: str) -> None:
    page = opened(open_page, f"Step_through?lecture=1&lang={lang}&cell={cell}&t=4")
    assert place(page.locator(".gs-diagram"))["bottom"] <= 720
    transport, opinion = (place(page.locator(part)) for part in (".gs-transport", ".gs-opinion"))
    assert transport["right"] <= opinion["x"]
    middle = opinion["y"] + opinion["height"] / 2
    assert transport["y"] < middle < transport["bottom"]


def test_the_bar_is_one_line_that_leads_to_every_screen_and_out(open_page: Open) -> None:
    page = opened(open_page, LECTURE)
    bar = page.locator(".st-key-lecture-bar")
    links = bar.get_by_role("link")
    expect(links).to_have_count(len(SCREENS))
    lines = {round(place(each)["y"]) for each in links.all()}
    assert len(lines) == 1
    leave = bar.get_by_role("button", name="Leave lecture mode")
    assert place(leave)["right"] > 1280 - 60
    page.get_by_test_id("gs-next").click()
    expect(links.nth(2)).to_have_attribute("href", re.compile(r"&t=5&.*lecture=1"), timeout=SLOW)
    links.nth(2).click()
    expect(page.get_by_test_id("ls-opinion")).to_be_visible(timeout=SLOW)
    expect_step(page, 5)
    leave.click()
    expect(page.get_by_role("heading", name="Compare cells")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize(
    ("path", "stage"),
    [("Step_through", ".gs-diagram"), ("Compare_cells", "[data-testid=ls-opinion]")],
)
def test_a_lecture_begins_with_its_stage_wherever_the_page_stood(
    open_page: Open, path: str, stage: str
) -> None:
    page = opened(open_page, f"{path}?lang=en&t=4")
    main = page.get_by_test_id("stMain")
    main.evaluate("main => main.scrollTo(0, 900)")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 400")
    settle(page)
    page.get_by_role("button", name="Lecture mode").click()
    expect(page.locator(".st-key-lecture-bar")).to_be_in_viewport(timeout=SLOW)
    settle(page)
    for part in (".gs-transport", stage):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)

    main.evaluate("main => main.scrollTo(0, 900)")  # and then it stays where it is put
    page.locator(".stButtonGroup button").last.evaluate("button => button.click()")
    page.wait_for_timeout(200)
    settle(page)
    assert main.evaluate("main => main.scrollTop") > 400


def test_reveal_is_on_for_each_new_text_of_a_lecture_and_off_after_it(open_page: Open) -> None:
    page = opened(open_page, LECTURE)
    reveal, answer = page.get_by_test_id("gs-reveal"), page.get_by_test_id("gs-answer")
    reveal.click()
    answer.click()
    expect(answer).to_be_hidden()
    page.locator(".st-key-sentence input").fill("not a good film")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("gs-token-4")).to_contain_text("film", timeout=SLOW)
    expect(reveal).to_be_checked()
    expect(answer).to_be_visible()

    reveal.click()
    bar = page.locator(".st-key-lecture-bar")
    bar.get_by_role("link", name="Compare cells").click()
    expect(page.get_by_test_id("ls-opinion")).to_be_visible(timeout=SLOW)
    expect(reveal).to_be_checked()
    bar.get_by_role("link", name="Step through").click()
    expect(page.get_by_test_id("gs-equations")).to_be_visible(timeout=SLOW)
    expect(reveal).to_be_checked()

    bar.get_by_role("button", name="Leave lecture mode").click()
    expect(page.get_by_role("heading", name="Step through")).to_be_visible(timeout=SLOW)
    expect(reveal).not_to_be_checked()
    settle(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Compare cells").click()
    expect(page.get_by_test_id("ls-opinion")).to_be_visible(timeout=SLOW)
    expect(reveal).not_to_be_checked()


SIZES = """() => {
  const size = (part) => parseFloat(getComputedStyle(document.querySelector(part)).fontSize);
  const own = [...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)
    .flatMap((root) => [...root.querySelectorAll(".gs-token, .gs-position, .gs-numbers")]);
  return [
    ...["[role=textbox], input[type=text]", ".stButtonGroup button", ".stPopover button p",
        "h2", ".js-plotly-plot [class$=tick] text", ".js-plotly-plot .annotation-text"].map(size),
    ...own.map((node) => parseFloat(getComputedStyle(node).fontSize)),
  ];
}"""


def test_all_type_is_larger(open_page: Open) -> None:
    sizes = {}
    for lecture in ("0", "1"):
        page = opened(open_page, f"Step_through?lang=en&panel=sentence&lecture={lecture}")
        page.get_by_role("heading", name="Every number").scroll_into_view_if_needed()
        expect(page.locator(".js-plotly-plot .annotation-text").first).to_be_visible(timeout=SLOW)
        sizes[lecture] = page.evaluate(SIZES)
    assert len(sizes["0"]) == len(sizes["1"]) > 20
    grown = [large / usual for usual, large in zip(sizes["0"], sizes["1"], strict=True)]
    assert min(grown) > 1.1


def veils(page: Page) -> list[tuple[float, float]]:
    """Return where the veils over the charts begin, and where the charts end."""
    return page.evaluate("""() => [...document.querySelectorAll(".js-plotly-plot")].map((chart) => {
      const veil = [...chart.querySelectorAll("[data-testid=gs-over-chart] div")]
        .find((node) => node.style.pointerEvents === "auto");
      const { xaxis } = chart._fullLayout;
      const right = chart.getBoundingClientRect().left + xaxis._offset + xaxis._length;
      if (!veil) return [right, right];
      const box = veil.getBoundingClientRect();
      return [xaxis.p2l(box.left - right + xaxis._length), box.right - right];
    })""")


def test_reveal_covers_what_comes_later_in_the_charts_too(open_page: Open) -> None:
    page = opened(open_page, "Step_through?lang=en&t=4&panel=sentence")
    scroll_to(page, "Every number")
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=SLOW)
    settle(page)
    hidden = page.locator("[data-testid=gs-over-chart] div[style*='pointer-events: auto']")
    expect(hidden).to_have_count(0)

    page.get_by_test_id("gs-reveal").click()
    expect(hidden).to_have_count(6, timeout=SLOW)  # one for each quantity
    [sentence] = veils(page)
    assert sentence == pytest.approx((4.5, 0), abs=0.05)
    box = place(hidden.last)
    page.mouse.move(box["right"] - 20, box["y"] + 8)
    page.wait_for_timeout(300)
    expect(page.locator(".js-plotly-plot .hovertext")).to_have_count(0)

    page.get_by_test_id("gs-next").click()
    expect_step(page, 5)
    assert [round(start, 1) for start, _end in veils(page)] == pytest.approx([5.5], abs=0.06)
    page.get_by_test_id("gs-last").click()
    expect(hidden).to_have_count(0)
