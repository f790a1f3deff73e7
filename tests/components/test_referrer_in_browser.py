"""The address holds the sentence; it is sent to no other site."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("path", ["", "?lecture=1", "Step_through?text=a+secret"])
def test_every_page_tells_the_browser_to_send_no_referrer(
    open_page: Callable[..., Page], path: str
):
    page = open_page("app.py", path)
    meta = page.locator("meta[name=referrer]")
    meta.wait_for(state="attached")
    assert meta.get_attribute("content") == "no-referrer"
