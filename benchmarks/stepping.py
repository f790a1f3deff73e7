"""Time of one step in the browser, beside the shortest round trip of the same Streamlit.

    python -m benchmarks.stepping

A step is timed from the key event until its frame is painted, and a round trip from the click on a
button until the frame with its changed text is painted, in a fragment that does nothing else. A
second figure for both goes up to the next frame, when everything is certainly on screen: two frames
alone take 17 to 33 ms in either case. One Chromium, one server, one run. Prints figures and never
fails because of time. The file is both the benchmark and the app that it serves.
"""

import statistics

import numpy as np
import streamlit as st
from playwright.sync_api import Browser, Page
from streamlit import runtime

from benchmarks.chromium import served

SIZES = ((20, 64), (200, 128))  # tokens, units
REPEATS = 60

Figures = dict[str, tuple[float, ...]]

WATCH_FRAMES = """() => {
  window.times = [];
  const afterFrame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  }));
  window.afterPaint = async (started) => {
    const painted = await afterFrame() - started;
    requestAnimationFrame(() => window.times.push([painted, performance.now() - started]));
  };
}"""
WATCH_KEYS = """() => window.addEventListener(
  "keydown", (event) => window.afterPaint(event.timeStamp), { capture: true })"""
WATCH_ROUND_TRIPS = """() => {
  let started = 0;
  window.addEventListener("click", (event) => { started = event.timeStamp; }, { capture: true });
  const shown = () => document.querySelector("[data-testid=stText]")?.innerText;
  let last = shown();
  new MutationObserver(() => {
    if (shown() === last) return;
    last = shown();
    window.afterPaint(started);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def app() -> None:
    """Show a scene of the size in the link; without a size, the fragment of the round trip."""
    if "length" in st.query_params:
        show_stepper(int(st.query_params["length"]), int(st.query_params["units"]))
    else:
        count()


@st.fragment
def count() -> None:
    """Show a button and the number of clicks, the smallest work that Streamlit can do."""
    clicks = st.session_state.get("clicks", 0) + st.button("add")
    st.session_state["clicks"] = clicks
    st.text(f"clicks {clicks}")


def show_stepper(length: int, units: int) -> None:
    """Show an LSTM's trace of random numbers, since only their count matters."""
    import torch

    from core.analysis.reading import ShownToken
    from core.browser.scene import Cue, Opinions, Scene
    from core.cells import LSTMCell
    from core.trace import digest, unroll
    from pages.components.stepper import stepper

    generator = torch.Generator().manual_seed(7)
    tokens = tuple(f"word{position}" for position in range(length))
    inputs = torch.randn(length, 32, generator=generator)
    trace = unroll(LSTMCell(32, units, generator), inputs, tokens)
    labels = tuple(ShownToken(token, token, known=True) for token in tokens)
    opinions = Opinions(("negative", "positive"), np.full((length, 2), 0.5, np.float32))
    scene = Scene(trace, "lstm", digest(trace), labels, opinions)
    stepper(scene, Cue(0, 1, 0), on_settled=lambda: None, key="stepper")


def times(page: Page) -> Figures:
    """Wait for all times of a page, in ms; the first five are a warm-up and do not count."""
    page.wait_for_function(f"window.times.length === {REPEATS}")
    painted, second = zip(*page.evaluate("window.times")[5:], strict=True)
    return {"painted": painted, "second frame": second}


def round_trips(browser: Browser, address: str) -> Figures:
    """Click the button of the smallest fragment again and again."""
    page = browser.new_page()
    page.goto(address)
    page.get_by_text("clicks 0").wait_for()
    page.evaluate(WATCH_FRAMES)
    page.evaluate(WATCH_ROUND_TRIPS)
    for click in range(REPEATS):
        page.get_by_role("button", name="add").click()
        page.get_by_text(f"clicks {click + 1}", exact=True).wait_for()
        page.wait_for_timeout(50)
    return times(page)


def steps(browser: Browser, address: str, length: int, units: int) -> tuple[Figures, list[int]]:
    """Press the arrow key again and again; return the times and the bytes that the server sent."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: sizes.append(len(f))))
    page.goto(f"{address}/?length={length}&units={units}")
    page.get_by_test_id("gs-root").focus()
    page.evaluate(WATCH_FRAMES)
    page.evaluate(WATCH_KEYS)
    page.wait_for_timeout(1000)
    first, sizes[:] = sum(sizes), []
    for step in range(REPEATS):
        page.keyboard.press("Home" if step % (length - 1) == length - 2 else "ArrowRight")
        page.wait_for_timeout(60)
    page.wait_for_timeout(1500)
    return times(page), [first, sum(sizes)]


def describe(name: str, figures: Figures, reference: Figures | None = None) -> None:
    """Print median and 95th percentile, and the ratio of the medians to the reference's."""
    print(name)
    for until, values in figures.items():
        median, high = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        line = f"    {until:<14} median {median:6.1f} ms   p95 {high:6.1f} ms"
        ratio = f"   ratio {median / statistics.median(reference[until]):.2f}" if reference else ""
        print(line + ratio)


def main() -> None:
    """Measure and print everything."""
    with served(__file__) as (browser, address):
        trip = round_trips(browser, address)
        describe("smallest server round trip", trip)
        for length, units in SIZES:
            figures, (first, later) = steps(browser, address, length, units)
            describe(f"step, {length} tokens x {units} units", figures, trip)
            print(f"    received {first / 1e3:.0f} kB at first, {later / 1e3:.1f} kB later")


if runtime.exists():
    app()
elif __name__ == "__main__":
    main()
