"""The Chromium of this machine, for benchmarks and for browser tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.server import start_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start it without a window.

    Args:
        playwright: what drives it.
        flags: more of Chromium's own.

    Raises:
        FileNotFoundError: if there is none.
    """
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        raise FileNotFoundError(
            f"Expected one of {', '.join(NAMES)} on the path; install a Chromium."
        )
    return playwright.chromium.launch(executable_path=executable, args=[*FLAGS, *flags])


@contextmanager
def served(script: str | Path) -> Iterator[tuple[Browser, str]]:
    """Serve a script while the block runs; yield a browser and the server's address."""
    server, address = start_server(script)
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            yield browser, address
            browser.close()
    finally:
        server.terminate()
        server.wait()
