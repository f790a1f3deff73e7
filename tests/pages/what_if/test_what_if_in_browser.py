"""What if in a real Chromium: from a click to the numbers, and back again."""

from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from core import load_network
from core.edits import Edit, Hold, Swap
from tests.core.analysis.what_if.of_texts import what_if
from tests.in_a_browser import SLOW, expect_link, expect_to_fit

SENTENCE, OTHER = "not a bad film , really", "not a good film , really"
TOKENS = 6
Open = Callable[..., Page]


def show(open_page: Open, query: str = "", **context: object) -> Page:
    """Open the screen and wait until its chart is drawn."""
    path = f"What_if?v=1&text={quote(SENTENCE)}&other={quote(OTHER)}&lang=en&t=1{query}"
    page = open_page("app.py", path, **{"viewport": {"width": 1400, "height": 1200}, **context})
    expect(page.locator(".js-plotly-plot .nsewdrag").first).to_be_visible(timeout=SLOW)
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def expect_figures(page: Page, *edits: Edit) -> None:
    """Wait until the headline has the library's numbers."""
    result = what_if(load_network("english-reviews", "lstm"), SENTENCE, edits, OTHER)
    output = int(result.opinions_before[-1].argmax())
    runs = [result.opinions_before, result.opinions_after][: 2 if edits else 1]
    shown = [f"{opinions[-1, output]:.1%}" for opinions in runs]
    expect(page.get_by_test_id("stMetricValue")).to_have_text(shown, timeout=SLOW)


def click_token(page: Page, number: int) -> None:
    """Click into the column of a token, beside its points."""
    expect(page.get_by_test_id("gs-over-chart").first).to_be_attached(timeout=SLOW)  # it hears
    panel = page.locator(".js-plotly-plot .nsewdrag").first
    box = panel.bounding_box()
    assert box is not None
    across = box["width"] * (number - 0.5) / TOKENS
    panel.click(position={"x": across, "y": 0.97 * box["height"]})


def test_an_edit_is_made_with_two_clicks_and_taken_back_by_undo_and_reset(
    open_page: Open,
) -> None:
    page = show(open_page)
    expect_figures(page)
    click_token(page, 3)
    expect(page.get_by_role("combobox", name="At token")).to_have_value("3 · bad", timeout=SLOW)
    button(page, "Add").focus()
    page.keyboard.press("Enter")
    forget = Hold("forget_gate", 0.0, None, 2)
    expect_link(page, edits="f.all.3-.0")
    expect_figures(page, forget)
    expect(button(page, "Add")).to_be_focused()
    button(page, "Leave this token out").click()
    expect_link(page, edits="f.all.3-.0~cut.3")
    button(page, "Undo").click()
    expect_link(page, edits="f.all.3-.0")
    button(page, "Reset").click()
    expect_link(page, edits=None)
    expect_figures(page)
    button(page, "Undo").click()
    expect_link(page, edits="f.all.3-.0")
    expect_figures(page, forget)

    page.reload()
    expect_figures(page, forget)
    expect(button(page, "Undo")).to_be_disabled()
    button(page, "Remove").click()
    expect_link(page, edits=None)
    expect_figures(page)


def test_a_link_opens_its_edits_and_nothing_is_wider_than_the_page(open_page: Open) -> None:
    page = show(open_page, "&edits=swap.3.3~h.7.2-4.50~cut.99&eff=difference")
    expect_figures(page, Swap(2, 2), Hold("hidden_state", 0.5, 7, 1, 4))
    expect(page.get_by_text("token 99 left out (not possible here)")).to_be_visible()
    for view in ("Where it travels", "One unit", "Every unit silenced", "Opinion"):
        page.get_by_role("radio", name=view).click()
        page.wait_for_function(
            "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')"
        )
        for width in (390, 1920):
            expect_to_fit(page, width, 1200)
            page.wait_for_function(
                """width => [...document.querySelectorAll("[data-testid=stMain] [role=radio]")]
                  .every((view) => view.getBoundingClientRect().right <= width)""",
                arg=width,
                timeout=5_000,
            )
    page.set_viewport_size({"width": 390, "height": 1200})
    chart, add = page.locator(".js-plotly-plot").bounding_box(), button(page, "Add").bounding_box()
    assert chart is not None
    assert add is not None
    assert chart["y"] < add["y"], "on a phone, the effect stands above the form"
