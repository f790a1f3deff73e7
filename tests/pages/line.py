"""The connection between a page and its server, whose answers can be held up for a while."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STREAM = re.compile("_stcore/stream")
PLAIN = "_stcore/health"
"""An address of the server at which nothing runs."""


class Line:
    """The connection of a page; made before the page is loaded.

    Attributes:
        held: the answers that are held up, none where they are not.
        hold_after: once an answer is of this kind, those after it are held up.
        pages: the page of each run that the browser has asked for.
        late: what the browser says about parts of the page, none where it goes to the server at
            once. All of it goes there after the next request for a whole page.
    """

    def __init__(self, page: Page) -> None:
        self.held: list[bytes] | None = None
        self.hold_after: Callable[[ForwardMsg], bool] | None = None
        self.pages: list[str] = []
        self.late: list[bytes] | None = None
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
            if said.rerun_script.fragment_id and self.late is not None:
                self.late.append(message)
                return
        server.send(message)
        if said.WhichOneof("type") == "rerun_script":
            late, self.late = self.late or [], None
            for each in late:
                server.send(each)

    def receive(self, message: str | bytes) -> None:
        """Hand what the server says to the browser, or keep it until later."""
        assert isinstance(message, bytes)
        if self.held is not None:
            self.held.append(message)
            return
        self.browser.send(message)
        if self.hold_after and self.hold_after(ForwardMsg.FromString(message)):
            self.held, self.hold_after = [], None

    def runs_held(self) -> int:
        """Return how many runs have ended whose end is held up."""
        return sum(map(_ends_a_run, self.held or []))

    def release(self, runs: int | None = None) -> None:
        """Hand on what was held up: all of it, or the answers of the first runs only."""
        held, self.held = self.held or [], None
        for number, message in enumerate(held):
            self.browser.send(message)
            if runs is not None and _ends_a_run(message):
                runs -= 1
                if not runs:
                    self.held = held[number + 1 :]
                    return


def open_with_line(
    open_page: Callable[..., Page],
    path: str,
    hold_after: Callable[[ForwardMsg], bool] | None = None,
) -> tuple[Page, Line]:
    """Open a page of the app, and return it with its connection."""
    page = open_page("app.py", PLAIN)
    line = Line(page)
    line.hold_after = hold_after
    page.goto(page.url.removesuffix(PLAIN) + path)
    return page, line


def _ends_a_run(message: bytes) -> bool:
    return ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"
