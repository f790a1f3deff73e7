"""Time from a key press to the painted frame on the real pages, at the pace of people.

    python -m benchmarks.pace [another]

Each screen that steps is opened with a text of 40 and of 200 tokens, and an arrow key is pressed
every 50 to 1,500 ms: more and less often than the page waits before it follows. The longest task is
the longest time for which the browser could do nothing else. With ``another``, a second visitor
steps through the same screen all the while. One Chromium, one server, one run. Prints figures and
never fails because of time.
"""

import statistics
import sys
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server import ROOT, start_server
from benchmarks.stepping import WATCH_FRAMES, WATCH_KEYS, launch

SCREENS = ("Step_through", "Compare_cells", "Inspect_a_unit")
PAUSES = (50, 100, 250, 400, 700, 1500)
SECONDS = 8
"""How long each pace is kept up, at least ten keys long."""
SENTENCE = "The plot is thin , but the acting is wonderful . "
LENGTHS = (40, 200)
WATCH_TASKS = """() => new PerformanceObserver((list) => window.tasks.push(
  ...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" })"""
STEP_ON = """(root) => setInterval(() => {
  window.back = !window.back;
  const key = window.back ? "ArrowRight" : "ArrowLeft";
  root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
}, 700)"""


def opened(browser: Browser, address: str, screen: str, tokens: int) -> Page:
    """Open a screen with a text of so many tokens, and wait until nothing more comes."""
    text = " ".join((SENTENCE * tokens).split()[:tokens])
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{screen}?v=1&text={quote(text)}&t=1&lang=en")
    root = page.get_by_test_id("gs-root")
    root.wait_for(timeout=60_000)
    page.wait_for_timeout(4000)
    root.focus()
    return page


def paced(page: Page, pause: int) -> tuple[list[float], float]:
    """Press the arrow key every so many ms; return the ms until paint, and the longest task."""
    page.keyboard.press("Home")
    page.wait_for_timeout(2000)
    page.evaluate("window.times = []; window.tasks = [];")
    presses = max(10, min(38, SECONDS * 1000 // pause))
    for _ in range(presses):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(pause)
    page.wait_for_timeout(1000)  # what the last key leads to counts, too
    painted = [painted for painted, _ in page.evaluate("window.times")]
    return painted, page.evaluate("Math.max(0, ...window.tasks)")


def measure(page: Page) -> None:
    """Measure a page at every pace, and print a line for each."""
    page.evaluate("window.times = []; window.tasks = [];")
    for watch in (WATCH_FRAMES, WATCH_KEYS, WATCH_TASKS):
        page.evaluate(watch)
    for pause in PAUSES:
        painted, longest = paced(page, pause)
        median, high = statistics.median(painted), statistics.quantiles(painted, n=20)[-1]
        print(
            f"    every {pause:5,} ms   median {median:6.1f} ms   p95 {high:6.1f} ms"
            f"   longest task {longest:4.0f} ms",
            flush=True,
        )


def main() -> None:
    """Measure and print everything."""
    server, address = start_server(ROOT / "app.py")
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for screen in SCREENS:
                for tokens in LENGTHS:
                    print(f"{screen.replace('_', ' ')}, {tokens} tokens, a key")
                    page = opened(browser, address, screen, tokens)
                    pages = [page]
                    if "another" in sys.argv[1:]:
                        pages.append(opened(browser, address, screen, tokens))
                        pages[-1].get_by_test_id("gs-root").evaluate(STEP_ON)
                    measure(page)
                    for each in pages:
                        each.context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
