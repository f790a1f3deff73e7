"""The parameter count in a real Chromium: weight matrices are to scale on the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from core.parameters.count import count_parameters
from tests.in_a_browser import scroll_to

APP = "app.py"
Open = Callable[..., Page]
SLOW = 30_000
INPUTS, UNITS = 32, 64
CELLS = ("rnn", "lstm", "gru")


def rectangles(chart: Locator) -> list[tuple[float, float]]:
    """Return width and height in pixels of every block that is drawn, without its outline."""
    return chart.locator(".bars .point > path").evaluate_all(
        "paths => paths.map((path) => { const { width, height } = path.getBBox();"
        " return [width, height]; })"
    )


def settle(page: Page, width: int) -> None:
    """Wait until the window has a width, every chart fills its place, and no block changes."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("window.drawnBefore = null")
    page.wait_for_function(
        """width => innerWidth === width && [...document.querySelectorAll(".js-plotly-plot")].every(
          (chart) => Math.abs(chart._fullLayout.width - chart.clientWidth) < 1)""",
        arg=width,
        timeout=SLOW,
    )
    page.wait_for_function(
        """() => {
          const paths = [...document.querySelectorAll(".bars .point > path")];
          const drawn = paths.map((path) => path.getAttribute("d")).join();
          const same = drawn === window.drawnBefore;
          window.drawnBefore = drawn;
          return same;
        }""",
        polling=500,
        timeout=SLOW,
    )


@pytest.mark.parametrize("convention", ["pytorch", "keras"])
def test_a_parameter_is_drawn_as_wide_as_high_and_equal_in_all_cells(
    open_page: Open, convention: str
) -> None:
    path = f"Parameter_count?lang=en&d={INPUTS}&h={UNITS}&count={convention}"
    page = open_page(APP, path, viewport={"width": 1280, "height": 900})
    scroll_to(page, "The weight matrices, to scale")
    for cell in CELLS:
        expect(matrices(page, cell).locator(".bars .point").first).to_be_visible(timeout=SLOW)
    for width in (390, 1280, 1920):
        settle(page, width)
        scales = [scale for cell in CELLS for scale in scales_of(page, cell, convention)]
        # The browser rounds a path to hundredths of a pixel; a bias is one parameter wide.
        assert max(scales) - min(scales) < 0.03 * max(scales)
        assert min(scales) > 0.4


def matrices(page: Page, cell: str) -> Locator:
    return page.get_by_label(f"The weight matrices of the {cell.upper()}")


def scales_of(page: Page, cell: str, convention: str) -> list[float]:
    """Return the pixels for one parameter in each block, across and down."""
    scales = []
    table = count_parameters(cell, INPUTS, UNITS, convention=convention)
    drawn = rectangles(matrices(page, cell))
    assert len(drawn) == len(table.rows)
    for row, (wide, high) in zip(table.rows, drawn, strict=True):
        shape = (*row.shape, 1)[:2]
        rows, columns = shape if convention == "pytorch" or len(row.shape) > 1 else shape[::-1]
        scales += [wide / columns, high / rows]
    return scales
