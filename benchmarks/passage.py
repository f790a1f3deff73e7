"""How long a key takes in a passage of 20,000 characters, until the frame it changes is painted.

    python -m benchmarks.passage

The text is prose without line ends, which fills every line, in the page that the browser tests use:
left and right move the frame around a token, up and down colour all tokens anew, Page Down draws
other lines, and marking draws them once more. One Chromium, one server, one run. Prints figures and
never fails by time.
"""

import shutil
import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks.server import ROOT, start_server
from benchmarks.stepping import FLAGS, WATCH_FRAMES, WATCH_KEYS

APP = ROOT / "tests" / "browser" / "passage" / "app.py"
LINK = "?text=prose&size=20000&units=256&unit=128&t=8000"
KEYS = (
    ("another token", "ArrowRight", "ArrowLeft"),
    ("another unit", "ArrowDown", "ArrowUp"),
    ("another page", "PageDown", "PageUp"),
    ("a token marked", "ArrowRight", "ArrowLeft"),
)
WIDTHS = (390, 1280, 1920)
REPEATS = 40


def times(page: Page, keys: tuple[str, str]) -> list[float]:
    """Press two keys in turn; return the ms until each was painted, without the first five."""
    page.evaluate("window.times = []")
    for press in range(REPEATS):
        page.keyboard.press(keys[press % 2])
        page.wait_for_timeout(60)
    page.wait_for_function(f"window.times.length === {REPEATS}")
    return [painted for painted, _ in page.evaluate("window.times")[5:]]


def main() -> None:
    """Measure and print."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    server, address = start_server(APP)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 1080})
                page.goto(f"{address}/{LINK}")
                page.get_by_test_id("gs-root").focus()
                page.evaluate(WATCH_FRAMES)
                page.evaluate(WATCH_KEYS)
                page.wait_for_timeout(1000)
                print(f"window {width} px wide")
                for name, there, back in KEYS:
                    if name == "a token marked":
                        page.get_by_test_id("gp-mark").click()
                    painted = times(page, (there, back))
                    median, high = (
                        statistics.median(painted),
                        statistics.quantiles(painted, n=20)[-1],
                    )
                    print(f"    {name:<16} median {median:5.1f} ms   p95 {high:5.1f} ms")
                page.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
