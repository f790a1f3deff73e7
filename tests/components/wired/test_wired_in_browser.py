"""The unrolled drawing in a real Chromium: steps, arrows and lines light each other, it fits."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from core.wiring import Wired, source
from tests.in_a_browser import SLOW, expect_link, expect_step, expect_to_fit, press, settle
from tests.pages.shapes_and_wiring.test_shapes_and_wiring import SENTENCE, run_of

Open = Callable[..., Page]
LINK = f"Shapes_and_wiring?lang=en&text={SENTENCE.replace(' ', '+')}"
SVG = "{http://www.w3.org/2000/svg}"


def show(open_page: Open, query: str = "", **context: Any) -> Page:
    page = open_page(
        "app.py", LINK + query, **{"viewport": {"width": 1280, "height": 1500}} | context
    )
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("wired-drawing").locator("svg")).to_be_visible(timeout=SLOW)
    settle(page)
    return page


def lit(page: Page, dialect: str) -> list[str]:
    """Return the lines of a source that are lit."""
    return page.get_by_test_id(f"wired-{dialect}").locator("li.is-lit").all_inner_texts()


def arrow(page: Page, id_: str) -> Locator:
    return page.get_by_test_id("wired-drawing").locator(f'g[data-arrow="{id_}"] path').last


def making(wired: Wired, id_: str, dialect: Any) -> list[str]:
    return [line.text for line in source(wired, dialect) if id_ in line.arrows]


def test_steps_go_by_the_keyboard_and_are_reported_once(open_page: Open) -> None:
    page = show(open_page)

    press(page, "ArrowRight", "ArrowRight")

    expect_step(page, 3)
    expect(page.get_by_test_id("wired-table")).to_contain_text("Arrows at step 3")
    expect_link(page, t="3")
    press(page, "End", "ArrowRight")
    expect_step(page, 4)
    press(page, "Home")
    expect_step(page, 1)
    expect_link(page, t="1")


def test_the_table_of_a_step_has_its_arrows_with_names_and_shapes(open_page: Open) -> None:
    page = show(open_page, "&t=2")
    rows = page.get_by_test_id("wired-table").locator("tbody tr")
    own = [
        each
        for each in run_of().wired.arrows
        if not each.folded and each.step == 1 and "last" not in each.kind
    ]

    expect(rows).to_have_count(len(own))
    shapes = [row.locator("td").nth(2).inner_text() for row in rows.all()]
    assert shapes == ["×".join(map(str, each.shape)) for each in own]


def test_up_and_down_choose_an_arrow_whose_numbers_are_shown(open_page: Open) -> None:
    page = show(open_page, "&t=2")
    rows = page.get_by_test_id("wired-table").locator("tbody tr")
    press(page, *["ArrowDown"] * 9)

    expect(rows.first).to_have_class("is-lit")
    numbers = page.get_by_test_id("wired-details").locator("li").all_inner_texts()
    values = next(a.values[0] for a in run_of().wired.arrows if a.source == "input:1")
    assert numbers == [f"{value:.2f}".replace("-", "−") for value in values]

    press(page, "ArrowUp")
    expect(rows.nth(1)).to_have_class("is-lit")


def test_an_arrow_under_the_pointer_lights_the_lines_that_make_it(open_page: Open) -> None:
    page = show(open_page, "&kind=many-to-many&depth=2&reads=forward")
    wired = run_of(kind="many-to-many", depth=2, reads="forward").wired
    for id_, kind in (
        ("cell:1:forward:1>output:1", "output"),
        ("cell:0:forward:0>cell:0:forward:1", "hidden state"),
        ("input:2>cell:0:forward:2", "input"),
    ):
        arrow(page, f"{id_}:{kind}").hover(force=True)

        for dialect in ("pytorch", "keras"):
            assert lit(page, dialect) == making(wired, id_, dialect)


def test_a_line_with_the_focus_lights_the_arrows_that_it_makes(open_page: Open) -> None:
    page, wired = show(open_page, "&state=1"), run_of(return_state=True).wired
    line = page.get_by_test_id("wired-pytorch").get_by_text("last = torch.cat")
    made = {
        (each.source, each.target)
        for each in wired.arrows
        if not each.folded and each.kind in ("last step", "last of a direction")
    }

    line.locator("xpath=ancestor::li").focus()

    thick = page.get_by_test_id("wired-drawing").locator('path[stroke-width="3"]')
    expect(thick).to_have_count(len(made))


def test_a_switch_says_which_arrows_came_and_went(open_page: Open) -> None:
    page = show(open_page, "&reads=forward")
    page.get_by_text("return_sequences", exact=True).click()

    changed = page.get_by_test_id("wired-changed")
    expect(changed).to_have_text(
        "New arrows, dashed: 4 × output of the step. Gone: 1 × output of the last step.",
        timeout=SLOW,
    )


def test_the_file_has_every_arrow_in_words_and_says_untrained(open_page: Open) -> None:
    page = show(open_page)
    with page.expect_download() as waiting:
        page.get_by_test_id("gs-save").click()
    picture = ElementTree.parse(waiting.value.path()).getroot()

    title, words = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert "untrained" in (title.text or "")
    assert words is not None
    arrows = [each for each in run_of().wired.arrows if not each.folded]
    lines = (words.text or "").split("\n")
    assert len(lines) == len(arrows)
    shapes = [line.rsplit(" ", 1)[1] for line in lines]
    assert shapes == ["×".join(map(str, each.shape)) for each in arrows]


@pytest.mark.parametrize("query", ["", "&kind=encoder-decoder&depth=2&state=1", "&depth=4"])
def test_it_fits_every_window_with_the_reader_in_sight(open_page: Open, query: str) -> None:
    text = "&text=" + "+".join(f"word{step}" for step in range(24))
    page = show(open_page, query + (text if "depth=4" in query else ""))
    press(page, "End")
    for width in (390, 1280, 1920):
        expect_to_fit(page, width, 1500)
        here = page.get_by_test_id("wired-drawing").locator('rect[fill-opacity="0.1"][fill^="#"]')
        here = here.or_(page.locator('rect[fill-opacity="0.1"][fill^="rgb"]'))
        expect(here.first).to_be_in_viewport()


def test_typed_markup_is_only_text(open_page: Open) -> None:
    page = show(open_page)
    field = page.get_by_label("Sentence")
    field.fill("<img src=x onerror=alert(1)> good")
    field.press("Enter")

    drawing = page.get_by_test_id("wired-drawing")
    expect(drawing).to_contain_text("good", timeout=SLOW)
    expect(drawing.locator("img")).to_have_count(0)


def test_a_number_that_is_typed_is_written_live_in_the_drawing(open_page: Open) -> None:
    page = show(open_page, "&kind=encoder-decoder&trained=1&said=forty-two")
    outputs = page.get_by_test_id("wired-drawing").locator('g[data-node^="symbol:"] text')
    expect(outputs).to_have_text(["4", "2", "end"])

    field = page.get_by_label("Number in English or Korean words")
    field.fill("seven hundred")
    field.press("Enter")

    expect(outputs).to_have_text(["7", "0", "0", "end"], timeout=SLOW)
    expect_link(page, said="seven hundred")
