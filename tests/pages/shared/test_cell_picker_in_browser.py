"""The picker for the cell shows all of its options, however wide the window is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from core.network.catalogue import CELLS
from tests.in_a_browser import SLOW, settle

WIDTHS = (390, 1024, 1100, 1152, 1280, 1440)
SPILLS = """picker => [picker, ...picker.querySelectorAll("*")].filter((node) =>
    node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible"
).length"""


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("screen", ["Step_through", "Inspect_a_unit"])
def test_no_cell_is_cut_off(open_page: Callable[..., Page], screen: str, lang: str) -> None:
    page = open_page("app.py", f"{screen}?v=1&model=hello&text=hello&cell=paper-gru&lang={lang}")
    picker = page.get_by_test_id("stButtonGroup").filter(has_text="LSTM").first
    expect(picker.get_by_role("radio")).to_have_count(len(CELLS), timeout=SLOW)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 720})
        settle(page)
        assert picker.evaluate(SPILLS) == 0, width
