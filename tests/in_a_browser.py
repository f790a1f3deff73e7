"""The harness of the browser tests: a server for a script, a Chromium, guarded pages, and steps.

Pages are kept while the tests of a file last. A page that has shown Streamlit before shows it
again for half the processor time of a new one, which has to read and compile all scripts first.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from benchmarks.chromium import launch
from benchmarks.server import ROOT, start_server

VIEWPORT = {"width": 1280, "height": 720}
QUICK_TO_START = "--js-flags=--no-opt --no-maglev"
"""A page lives for seconds in a test: to compile its scripts to fast code takes more time than that
saves, a sixth of all."""
SLOW = 30_000
"""Milliseconds that a screen may take on a busy machine."""


@dataclass
class Guard:
    """Notes what a page must not do: errors on the console, requests to other machines."""

    origin: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note from now on what the page does."""
        page.on("request", self.note_request)
        page.on("pageerror", self.note_error)
        page.on("console", self.note_message)

    def leave(self, page: Page) -> None:
        """Note nothing more."""
        page.remove_listener("request", self.note_request)
        page.remove_listener("pageerror", self.note_error)
        page.remove_listener("console", self.note_message)

    def note_request(self, request: Request) -> None:
        """Note a request that leaves the server."""
        url = urlsplit(request.url)
        local = url.scheme in {"data", "blob"} or url.netloc == urlsplit(self.origin).netloc
        if not local:
            self.foreign.append(request.url)

    def note_error(self, error: Error) -> None:
        """Note an exception in a script."""
        self.errors.append(str(error))

    def note_message(self, message: ConsoleMessage) -> None:
        """Note an error on the console."""
        if message.type == "error":
            self.errors.append(message.text)

    def check(self) -> None:
        """Fail if anything was noted."""
        assert self.errors == []
        assert self.foreign == []


class Pages:
    """Pages of one browser, each handed out to one test at a time and emptied in between."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.free: dict[str, list[Page]] = {}

    def take(self, kind: str, **context: Any) -> Page:
        """Return an empty page of a kind: one that was given back, or one in a new context."""
        if self.free.get(kind):
            return self.free[kind].pop()
        self.contexts.append(self.browser.new_context(**context))
        return self.contexts[-1].new_page()

    def give_back(self, kind: str, page: Page) -> None:
        """Empty a page: no document, no cookies, nothing stored, no pointer over it."""
        if page.is_closed():
            return
        page.mouse.move(0, 0)
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.goto("about:blank")
        page.context.clear_cookies()
        self.free.setdefault(kind, []).append(page)

    def close(self) -> None:
        """Close all of them."""
        for context in self.contexts:
            context.close()


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
    servers = [server for server, _ in running.values()]
    for server in servers:
        server.terminate()
    for server in servers:
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the test fails, it is not skipped."""
    with sync_playwright() as playwright:
        chromium = launch(playwright, QUICK_TO_START)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[Pages]:
    """The pages that the tests of a file share."""
    shared = Pages(browser)
    yield shared
    shared.close()


@pytest.fixture
def open_page(pages: Pages, serve: Callable[[str | Path], str]) -> Iterator[Callable[..., Page]]:
    """Return a function ``(script, path="", **context) -> Page``; each page is guarded to its end.

    ``context`` is what ``Browser.new_context`` takes: ``viewport``, ``color_scheme``, ``locale``.
    A page's ``guard`` fails the test if its console had an error or a request left the machine.
    """
    opened: list[tuple[str, Page, Guard]] = []

    def open_guarded(
        script: str | Path,
        path: str = "",
        viewport: Any = VIEWPORT,
        color_scheme: Any = "light",
        **context: Any,
    ) -> Page:
        address = serve(script)
        kind = repr((address, sorted(context.items())))
        page, guard = pages.take(kind, **context), Guard(address)
        guard.watch(page)
        opened.append((kind, page, guard))
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        page.goto(f"{address}/{path}")
        return page

    yield open_guarded
    for kind, page, guard in opened:
        guard.leave(page)
        pages.give_back(kind, page)
    for _kind, _page, guard in opened:
        guard.check()


def show_stepper(
    open_page: Callable[..., Page], app: str | Path, link: str = "", **context: Any
) -> Page:
    """Open a script and wait for what steps in it: the stepper, or networks in lock-step."""
    page = open_page(app, link, **context)
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    return page


def expect_step(page: Page, step: int) -> None:
    """Wait until the stepper is at a step, counted from 1, and until what is out of sight is, too.

    That follows once what is in sight has been painted.
    """
    position = page.get_by_test_id("gs-position")
    expect(position).to_have_attribute("data-position", str(step), timeout=SLOW)
    wait_for_paint(page)


def wait_for_paint(page: Page) -> None:
    """Wait until what has changed is painted, and what is out of sight has followed."""
    page.evaluate(
        """() => new Promise((done) => {
          requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
        })"""
    )


def press(page: Page, *keys: str) -> None:
    """Press keys while the stepper has the focus, and wait until all of it has followed."""
    page.get_by_test_id("gs-root").focus()
    for key in keys:
        page.keyboard.press(key)
    wait_for_paint(page)


def expect_link(page: Page, **expected: str | None) -> None:
    """Wait until the address has these parameters, and none of those that are ``None``."""
    page.wait_for_url(
        lambda url: all(in_link(url).get(name) == value for name, value in expected.items()),
        timeout=SLOW,
    )


def in_link(url: str) -> dict[str, str]:
    """Return the parameters of an address, the first value of each."""
    query = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return {name: values[0] for name, values in query.items()}


def resize(page: Page, width: int, height: int = 900) -> None:
    """Give the window a size, and wait until what watches its size has been told and has painted.

    It shows in a moment what a page that is loaded at this size shows after a second.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(
        """width => new Promise((done) => {
          const paints = (left) => requestAnimationFrame(() => {
            if (innerWidth !== width) paints(3);
            else if (left) paints(left - 1);
            else done();
          });
          paints(3);
        })""",
        width,
    )


def settle(page: Page) -> None:
    """Wait until nothing is running; the address changes before the rest of the page does."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=2 * SLOW)


def scroll_to(page: Page, heading: str) -> None:
    """Bring a heading into view once nothing above it grows; the part below it is drawn then."""
    settle(page)
    drawn = page.locator(".js-plotly-plot, [data-testid=gs-root]").first
    expect(drawn).to_be_visible(timeout=SLOW)
    page.get_by_role("heading", name=heading, exact=True).scroll_into_view_if_needed(timeout=SLOW)


def expect_to_fit(page: Page, width: int, height: int = 900) -> None:
    """Give the window a size and wait until nothing is wider; tables follow a moment later.

    The main part may scroll; the document never does.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(
        """width => innerWidth === width && ["html", "[data-testid=stMain]"].every((part) => {
          const node = document.querySelector(part);
          return node.scrollWidth <= node.clientWidth;
        })""",
        arg=width,
        timeout=8_000,
    )
