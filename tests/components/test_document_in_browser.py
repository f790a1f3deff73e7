"""The address holds the sentence and is sent to no other site; charts have layers of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("path", ["", "?lecture=1", "Step_through?text=a+secret"])
def test_every_page_tells_the_browser_to_send_no_referrer(
    open_page: Callable[..., Page], path: str
):
    page = open_page("app.py", path)
    meta = page.locator("meta[name=referrer]")
    meta.wait_for(state="attached")
    assert meta.get_attribute("content") == "no-referrer"


def test_what_moves_on_a_page_does_not_have_its_charts_arranged_again(
    open_page: Callable[..., Page],
):
    page = open_page("app.py")

    chart = page.get_by_test_id("stPlotlyChart").first
    expect(chart).to_have_css("will-change", "transform")
