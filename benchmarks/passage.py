"""Time from a key press to the painted frame in a passage of 20,000 characters.

    python -m benchmarks.passage

The text is prose without line ends, which fills every line, on the page that the browser tests use.
Left and right move the frame around a token, up and down recolour all tokens, Page Down draws other
lines, and marking a token redraws them. One Chromium, one server, one run. Prints figures and never
fails because of time.
"""

import statistics

from playwright.sync_api import Page

from benchmarks.chromium import served
from benchmarks.server import ROOT
from benchmarks.stepping import WATCH_FRAMES, WATCH_KEYS

APP = ROOT / "tests" / "components" / "passage" / "app.py"
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
    """Press two keys in turn; return the ms until each was painted, except for the first five."""
    page.evaluate("window.times = []")
    for press in range(REPEATS):
        page.keyboard.press(keys[press % 2])
        page.wait_for_timeout(60)
    page.wait_for_function(f"window.times.length === {REPEATS}")
    return [painted for painted, _ in page.evaluate("window.times")[5:]]


def main() -> None:
    """Measure and print everything."""
    with served(APP) as (browser, address):
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


if __name__ == "__main__":
    main()
