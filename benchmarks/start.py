"""Time until somebody sees the stepper: the first visitor of a new server, and a later one.

    python -m benchmarks.start [rounds]

The first visitor's time counts from the start of the server's process, a later visitor's from the
opening of the page; both end with the frame that shows the stepper. Every visitor has a browser
profile of their own, so nothing is in its cache. A Streamlit page that shows a single word is
measured beside it in each round, and the ratios are to that page. One Chromium. Prints figures and
never fails because of time.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import launch
from benchmarks.server import ROOT, start_server, wait_until_ready

ROUNDS, LATER = 5, 3
STEPPER = ("Step_through?lang=en", "[data-testid=stBidiComponentIsolated]", "gs-position")
WORD = ("", "[data-testid=stText]", "")
"""An address, where to look on its page, and what must stand in the shadow root there, if any."""
WATCH = """([where, part]) => {
  const look = () => {
    const shown = [...document.querySelectorAll(where)].some((host) => part
      ? [host, ...host.querySelectorAll("*")].some(
        (node) => node.shadowRoot?.querySelector(`[data-testid=${part}]`)?.getClientRects().length)
      : host.getClientRects().length);
    if (shown) window.shown = performance.timeOrigin + performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def visit(browser: Browser, address: str, page: tuple[str, str, str]) -> tuple[float, float]:
    """Open a page with an empty profile; return when that began and when it was shown, in s."""
    path, where, part = page
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        tab = context.new_page()
        tab.add_init_script(f"({WATCH})({json.dumps([where, part])})")
        tab.goto(f"{address}/{path}")
        tab.wait_for_function("window.shown", timeout=60_000)
        return tab.evaluate("performance.timeOrigin") / 1e3, tab.evaluate("window.shown") / 1e3


def measure(browser: Browser, script: Path, page: tuple[str, str, str]) -> tuple[float, float]:
    """Start a server; return the seconds of its first visitor and the median of later ones."""
    started = time.time()
    server, address = start_server(script)
    try:
        first = visit(browser, address, page)[1] - started
        if page == STEPPER:
            wait_until_ready(address)  # it loads what other screens need
        time.sleep(2)
        later = [visit(browser, address, page) for _ in range(LATER)]
        return first, statistics.median(shown - began for began, shown in later)
    finally:
        server.terminate()
        server.wait(timeout=60)


def rounds(number: int) -> Iterator[tuple[float, ...]]:
    """Yield the stepper's two times and the blank page's, round by round."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        blank = Path(folder) / "blank.py"
        blank.write_text('import streamlit as st\n\nst.text("blank")\n', encoding="utf-8")
        browser = launch(playwright)
        for _ in range(number):
            yield measure(browser, ROOT / "app.py", STEPPER) + measure(browser, blank, WORD)
        browser.close()


def main(number: int) -> None:
    """Measure and print."""
    columns = list(zip(*rounds(number), strict=True))
    first, later, blank_first, blank_later = columns
    for name, times, blank in (
        ("first visitor, from the start of the process", first, blank_first),
        ("later visitor, from the opening of the page", later, blank_later),
    ):
        ratio = statistics.median(a / b for a, b in zip(times, blank, strict=True))
        print(
            f"{name:<46} {statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f}); "
            f"a blank page {statistics.median(blank):.2f} s; ratio {ratio:.2f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
