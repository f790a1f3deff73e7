"""Step through with the panel *This step* in a real Chromium: a step stays in the browser."""

from collections.abc import Callable
from urllib.parse import quote

import numpy as np
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from core import load_network
from tests.in_a_browser import SLOW, expect_link, expect_step, scroll_to, settle, show_stepper

SENTENCE = "not a bad film , really"
LINK = f"Step_through?v=1&text={quote(SENTENCE)}&t=1&unit=7&panel=step&lang=en"
Open = Callable[..., Page]

COUNT_SENT = """() => {
  window.sent = 0;
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) { window.sent += 1; return send.call(this, data); };
}"""
STEP_IN_ONE_TASK = """(root) => {
  window.sent = 0;
  const page = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")];
  const panel = page.map((node) => node.shadowRoot.querySelector("[data-testid=step-root]"))
    .find((node) => node);
  panel.dataset.same = "yes";
  const parts = [...panel.querySelectorAll("svg, path")];
  const bars = panel.querySelector("[data-testid=step-bars-cell_state] path[fill-opacity]");
  const value = panel.querySelector("[data-testid=step-value-cell_state]");
  const drawn = [1, 2, 3, 4].map(() => {
    const init = { key: "ArrowRight", bubbles: true, composed: true };
    root.dispatchEvent(new KeyboardEvent("keydown", init));
    return [bars.getAttribute("d"), Number(value.dataset.value)];
  });
  return { drawn, sent: window.sent, stayed: parts.every((part) => panel.contains(part)) };
}"""


def show(open_page: Open, link: str = LINK) -> Page:
    """Open the screen and wait until its panel is drawn."""
    page = show_stepper(open_page, "app.py", link, viewport={"width": 1400, "height": 900})
    scroll_to(page, "Every number")
    expect(page.get_by_test_id("step-bars-hidden_state")).to_be_visible(timeout=SLOW)
    settle(page)
    return page


def test_steps_are_drawn_in_the_browser_and_the_server_hears_of_the_last_one_only(
    open_page: Open,
) -> None:
    page = show(open_page)
    received: list[bytes | str] = []
    page.on("websocket", lambda it: it.on("framereceived", lambda frame: received.append(frame)))
    page.reload()  # only from its beginning is a connection heard
    scroll_to(page, "Every number")
    expect(page.get_by_test_id("step-bars-hidden_state")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(500)  # what came into view is reported a moment later
    settle(page)
    page.evaluate(COUNT_SENT)
    received.clear()

    happened = page.get_by_test_id("gs-root").evaluate(STEP_IN_ONE_TASK)

    trace = load_network("english-reviews", "lstm").trace(SENTENCE)
    assert (happened["sent"], happened["stayed"]) == (0, True)
    paths, values = zip(*happened["drawn"], strict=True)
    assert len(set(paths)) == 4
    assert np.array_equal(np.array(values, np.float32), trace["cell_state"][1:5, 7])
    expect_link(page, t="5")
    settle(page)
    assert page.evaluate("window.sent") == 1
    expect(page.get_by_test_id("step-root")).to_have_attribute("data-same", "yes")
    assert received
    for element in elements(received):
        assert '"bar"' not in element.plotly_chart.spec
        if "this_step" in element.bidi_component.component_name:
            assert len(element.SerializeToString()) < 1000


def elements(frames: list[bytes | str]) -> list:
    """Return every element that a server sent in these messages."""
    messages = [ForwardMsg.FromString(frame) for frame in frames if isinstance(frame, bytes)]
    return [
        message.delta.new_element
        for message in messages
        if message.WhichOneof("type") == "delta"
        and message.delta.WhichOneof("type") == "new_element"
    ]


def test_a_clicked_unit_is_in_the_stepper_at_once_and_in_the_link_later(open_page: Open) -> None:
    page = show(open_page)
    plot = page.get_by_test_id("step-bars-forget_gate")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": box["width"] * 40.5 / 64, "y": box["height"] / 2})
    expect(page.get_by_test_id("gs-unit")).to_have_value("40")
    expect_step(page, 1)
    expect_link(page, unit="40", t="1")
    trace = load_network("english-reviews", "lstm").trace(SENTENCE)
    exact = page.get_by_test_id("step-value-forget_gate").get_attribute("data-value")
    assert np.float32(exact) == trace["forget_gate"][0, 40]


def test_the_panel_is_opened_and_follows_another_sentence_and_cell(open_page: Open) -> None:
    page = show_stepper(open_page, "app.py", LINK.replace("panel=step", "panel=unit"))
    page.get_by_role("radio", name="This step").click()
    panel = page.get_by_test_id("step-root")
    expect(panel.get_by_role("img")).to_have_count(6, timeout=SLOW)
    page.get_by_role("radio", name="GRU", exact=True).click()
    expect_link(page, cell="gru")
    scroll_to(page, "Every number")
    expect(panel.get_by_role("img")).to_have_count(4, timeout=SLOW)
    field = page.get_by_role("textbox").first
    field.fill("another film")
    field.press("Enter")
    expect_link(page, text="another film")
    scroll_to(page, "Every number")
    expect(panel).to_contain_text("another", timeout=SLOW)
    trace = load_network("english-reviews", "gru").trace("another film")
    exact = page.get_by_test_id("step-value-hidden_state").get_attribute("data-value")
    assert np.float32(exact) == trace["hidden_state"][0, 7]
