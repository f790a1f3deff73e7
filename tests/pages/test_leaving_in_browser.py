"""A page that is left while it reports something, and the next page, which has to stay."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.in_a_browser import SLOW

APP = "app.py"
STREAM = re.compile("_stcore/stream")


class Line:
    """The connection between a page and its server, whose answers can be held up for a while."""

    def __init__(self, page: Page) -> None:
        self.held: list[str | bytes] | None = None
        self.pages: list[str] = []
        page.route_web_socket(STREAM, self.connect)

    def connect(self, browser: WebSocketRoute) -> None:
        """Pass everything on."""
        self.browser, server = browser, browser.connect_to_server()
        browser.on_message(lambda message: self.send(server, message))
        server.on_message(self.receive)

    def send(self, server: WebSocketRoute, message: str | bytes) -> None:
        """Hand on what the browser says, and note of which page it wants a run."""
        assert isinstance(message, bytes)
        said = BackMsg.FromString(message)
        if said.WhichOneof("type") == "rerun_script":
            self.pages.append(said.rerun_script.page_script_hash)
        server.send(message)

    def receive(self, message: str | bytes) -> None:
        """Hand what the server says to the browser, or keep it until later."""
        if self.held is None:
            self.browser.send(message)
        else:
            self.held.append(message)

    def release(self) -> None:
        """Hand on what was held up."""
        for message in self.held or []:
            self.browser.send(message)
        self.held = None


def leave_while_scrolling(page: Page, line: Line, leave: Callable[[], object]) -> None:
    """Leave a page while a part of it has come into view, which is about to be reported."""
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.wait_for_timeout(60)
    line.held, left = [], line.pages[-1]
    leave()
    page.wait_for_timeout(600)
    assert line.pages[-1] != left, "it wants the next page, and then says nothing about this one"
    line.release()


@pytest.mark.parametrize("back", [False, True])
def test_a_part_that_comes_into_view_does_not_bring_the_page_before_back(
    open_page: Callable[..., Page], back: bool
) -> None:
    page = open_page(APP, "Parameter_count?lang=en")
    line = Line(page)
    page.reload()
    there = page.get_by_role("heading", name="Parameter count").first
    expect(there).to_be_visible(timeout=SLOW)
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_role("link", name="Compare cells", exact=True).click()
    expect(page.get_by_role("heading", name="Compare cells")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)  # all that is in view has been drawn

    link = sidebar.get_by_role("link", name="Parameter count", exact=True)
    leave_while_scrolling(page, line, page.go_back if back else link.click)

    expect(there).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)  # a page that came over it would have come
    expect(there).to_be_visible()
