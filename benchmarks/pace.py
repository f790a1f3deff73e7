"""Time from a key press to the painted frame on the real pages, at the pace of people.

    python -m benchmarks.pace [another]

Each screen that steps is opened with a text of 40 and of 200 tokens, and an arrow key is pressed
every 50 to 1,500 ms: more and less often than the page waits before it follows. The longest task is
the longest time for which the browser could do nothing else. With ``another``, a second visitor
steps through the same screen meanwhile. One Chromium, one server, one run. Prints figures and
never fails because of time.
"""

import statistics
import sys
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from benchmarks.chromium import served
from benchmarks.server import ROOT
from benchmarks.stepping import WATCH_FRAMES, WATCH_KEYS

SCREENS = (
    ("Step_through", ""),
    ("Step_through", "model=python-source&panel=step"),  # the most bars: 6 × 256
    ("Compare_cells", ""),
    ("Inspect_a_unit", ""),
    ("Generate", "model=shakespeare"),
)
"""The screens, and what their links say besides the text."""
PAUSES = (50, 100, 250, 400, 700, 1500)
SECONDS = 8
"""Duration of each pace, with at least 10 and at most 38 key presses."""
SENTENCE = "The plot is thin , but the acting is wonderful . "
PRIME = "ROMEO:"
LENGTHS = (40, 200)
WRITTEN = (200, 1_990)
"""Tokens that a network writes, where the text is only what it begins with."""
WATCH_TASKS = """() => new PerformanceObserver((list) => window.tasks.push(
  ...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" })"""
STEP_ON = """(root) => setInterval(() => {
  window.back = !window.back;
  const key = window.back ? "ArrowRight" : "ArrowLeft";
  root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
}, 700)"""


def open_screen(browser: Browser, address: str, screen: str, link: str, tokens: int) -> Page:
    """Open a screen with a text of this many tokens, and give it time to settle."""
    words = " ".join((SENTENCE * tokens).split()[:tokens])
    text = words[:tokens] if "source" in link else words  # that one reads characters
    if screen == "Generate":
        text, link = PRIME, f"{link}&length={tokens}"
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{screen}?v=1&text={quote(text)}&t=1&lang=en&{link}")
    root = page.get_by_test_id("gs-root")
    root.wait_for(timeout=60_000)
    page.wait_for_timeout(4000)
    root.focus()
    if "panel" in link:  # it may be below the fold, where nothing is painted
        page.get_by_test_id("stMain").get_by_role("radiogroup").last.scroll_into_view_if_needed()
        page.get_by_test_id("step-root").scroll_into_view_if_needed()
    return page


def press_at_pace(page: Page, pause: int) -> tuple[list[float], float]:
    """Press the arrow key every ``pause`` ms; return ms until each paint, and the longest task."""
    page.keyboard.press("Home")
    page.wait_for_timeout(2000)
    page.evaluate("window.times = []; window.tasks = [];")
    presses = max(10, min(38, SECONDS * 1000 // pause))
    for _ in range(presses):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(pause)
    page.wait_for_timeout(1000)  # work after the last key counts, too
    painted = [painted for painted, _ in page.evaluate("window.times")]
    return painted, page.evaluate("Math.max(0, ...window.tasks)")


def measure(page: Page) -> None:
    """Measure a page at every pace, and print a line for each."""
    page.evaluate("window.times = []; window.tasks = [];")
    for watch in (WATCH_FRAMES, WATCH_KEYS, WATCH_TASKS):
        page.evaluate(watch)
    for pause in PAUSES:
        painted, longest = press_at_pace(page, pause)
        median, high = statistics.median(painted), statistics.quantiles(painted, n=20)[-1]
        print(
            f"    every {pause:5,} ms   median {median:6.1f} ms   p95 {high:6.1f} ms"
            f"   longest task {longest:4.0f} ms",
            flush=True,
        )


def main() -> None:
    """Measure and print everything."""
    with served(ROOT / "app.py") as (browser, address):
        for screen, link in SCREENS:
            for tokens in WRITTEN if screen == "Generate" else LENGTHS:
                print(f"{screen.replace('_', ' ')} {link}, {tokens} tokens, a key")
                page = open_screen(browser, address, screen, link, tokens)
                pages = [page]
                if "another" in sys.argv[1:]:
                    pages.append(open_screen(browser, address, screen, link, tokens))
                    pages[-1].get_by_test_id("gs-root").evaluate(STEP_ON)
                measure(page)
                for each in pages:
                    each.context.close()


if __name__ == "__main__":
    main()
