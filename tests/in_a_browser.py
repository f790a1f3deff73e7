"""What every browser test needs: a server for a script, a Chromium, and a guarded page."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from benchmarks.server import ROOT, start_server

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@dataclass
class Guard:
    """What a page did that it must not do: errors on the console, requests to other machines."""

    origin: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def note_request(self, request: Request) -> None:
        """Note a request that leaves the server."""
        url = urlsplit(request.url)
        local = url.scheme in {"data", "blob"} or url.netloc == urlsplit(self.origin).netloc
        if not local:
            self.foreign.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        """Note an error on the console."""
        # On a page's address Streamlit's front end looks for its server below the page first.
        probe = re.search(r"/\w+/_stcore/(health|host-config)$", message.location["url"])
        if message.type == "error" and not probe:
            self.errors.append(message.text)

    def check(self) -> None:
        """Fail if anything was noted."""
        assert self.errors == []
        assert self.foreign == []


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[str | Path], str]]:
    """Return a function from a script's path to its server's address; one server a script."""
    running: dict[Path, tuple[subprocess.Popen[bytes], str]] = {}

    def address_of(script: str | Path) -> str:
        path = (ROOT / script).resolve()
        if path not in running:
            running[path] = start_server(path)
        return running[path][1]

    yield address_of
    for server, _ in running.values():
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the test fails, it is not skipped."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.fail(f"Expected one of {', '.join(CHROMIUMS)} on the path; install a Chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(
    browser: Browser, serve: Callable[[str | Path], str]
) -> Iterator[Callable[..., Page]]:
    """Return a function ``(script, path="", **context) -> Page``; each page is guarded to its end.

    ``context`` is what ``Browser.new_context`` takes: ``viewport``, ``color_scheme``, ``locale``.
    A page's ``guard`` fails the test if its console had an error or a request left the machine.
    """
    opened: list[tuple[Page, Guard]] = []

    def open_one(script: str | Path, path: str = "", **context: object) -> Page:
        address = serve(script)
        page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
        guard = Guard(address)
        page.on("request", guard.note_request)
        page.on("pageerror", lambda error: guard.errors.append(str(error)))
        page.on("console", guard.note_message)
        opened.append((page, guard))
        page.goto(f"{address}/{path}")
        return page

    yield open_one
    for page, guard in opened:
        page.context.close()
        guard.check()
