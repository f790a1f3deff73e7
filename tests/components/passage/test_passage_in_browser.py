"""The passage in a real Chromium: its colours show the values, and only people and cues move it."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import expect_step, press, show_stepper

APP = Path(__file__).with_name("app.py")
Open = Callable[..., Page]

HOSTILE = (
    "<script>window.broken=1</script>",
    "<img/src=http://evil.example/a.png/onerror=window.broken=1>",
    "{token}",
    "שלום\u202egnp.exe",
    "\u2066",
    "e" + "\u0301" * 30,
    "👩‍👩‍👧‍👦",
    "w" * 5000,
)

PIXEL = """([x, y]) => {
  const root = document.querySelector("[data-testid=stBidiComponentIsolated]").shadowRoot;
  const canvas = root.querySelector(".gp-sheet canvas");
  const cursor = root.querySelector(".gp-cursor").getBoundingClientRect();
  const { left, top } = canvas.getBoundingClientRect();
  const place = [cursor.left - left + x, cursor.top - top + y].map(Math.round);
  return [...canvas.getContext("2d").getImageData(...place, 1, 1).data].slice(0, 3);
}"""


def show(open_page: Open, link: str = "", **context: object) -> Page:
    """Open this folder's harness."""
    return show_stepper(open_page, APP, link, **context)


def wave(token: int, unit: int) -> float:
    """Return the value that the harness gives a unit at a token."""
    return np.sin(np.float32(token / (1 + unit)))


def test_the_colours_show_the_values(open_page: Open) -> None:
    """The corner of a cell has its colour, without ink; a line below it says that it is on."""
    page = show(open_page)
    full = {9: (0x1F, 0x66, 0xAD), 28: (0xB3, 0x36, 0x2B)}  # nearly 1 and −1
    for token in (9, 28, 19, 8):
        page.get_by_test_id("gs-root").focus()
        press(page, "Home", *["ArrowRight"] * token)
        value = float(page.get_by_test_id("gp-value").get_attribute("data-value") or "nan")
        assert value == pytest.approx(wave(token, 5), abs=2e-5)
        assert f"{abs(value):.4f}" in page.get_by_test_id("gp-value").inner_text()
        pixel = page.evaluate(PIXEL, [2, 5])
        if token in full:
            np.testing.assert_allclose(pixel, full[token], atol=4)
        else:
            assert (pixel[2] > pixel[0]) == (value > 0)
        underlined = max(page.evaluate(PIXEL, [4, 28])) < 60
        assert underlined == (value >= 0.3)


def test_keys_move_the_cursor_and_are_reported_once(open_page: Open) -> None:
    page = show(open_page, "?first=1000")
    press(page, "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowUp")
    expect_step(page, 1001)
    status = "reports 1, sent range(0, 64), settled PassageSettled(position=1001, unit=6, span=None"
    expect(page.get_by_text(status)).to_be_visible()
    press(page, "PageDown")
    below = int(page.get_by_test_id("gs-position").get_attribute("data-position") or 0)
    assert 1200 < below < 1500
    for key, step in {"PageUp": 1001, "End": 1599, "Home": 1000}.items():
        press(page, key)
        expect_step(page, step)
    page.get_by_test_id("gs-unit").fill("63")
    page.get_by_test_id("gs-unit").press("Enter")
    for button in ("gs-up", "gs-up", "gs-down"):
        page.get_by_test_id(button).click()
    page.keyboard.press("ArrowRight")  # a click on a button leaves the focus on the whole passage
    expect_step(page, 1001)
    expect(page.get_by_test_id("gs-unit")).to_have_value("62")
    spoken = r"Token 1,002, “\u2068e\u2069”: hidden state of unit 62: 0.0159, off"
    expect(page.get_by_test_id("gs-voice")).to_have_text(re.compile(spoken))


def test_shift_marks_and_escape_clears(open_page: Open) -> None:
    page = show(open_page, "?first=1000&t=3")
    press(page, *["Shift+ArrowRight"] * 2)
    expect(page.get_by_test_id("gp-marked")).to_have_text("marked tokens: 3, from 1,004 to 1,006")
    expect(page.get_by_text("span=(1003, 1006)")).to_be_visible()
    press(page, "ArrowRight")
    expect(page.get_by_test_id("gp-marked")).to_contain_text("1,004 to 1,006")
    page.get_by_test_id("gp-mark").click()
    press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect(page.get_by_test_id("gp-marked")).to_contain_text("4, from 1,004 to 1,007")
    press(page, "End")
    most = "marked tokens: 200, from 1,007 to 1,206, the maximum"
    expect(page.get_by_test_id("gp-marked")).to_have_text(most)
    expect(page.get_by_text("span=(1006, 1206)")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_test_id("gp-marked")).to_be_hidden()
    expect(page.get_by_test_id("gp-mark")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("span=None")).to_be_visible()


def test_the_mouse_moves_the_cursor_marks_and_shows_values(open_page: Open) -> None:
    page = show(open_page)
    port = page.get_by_test_id("gp-port").bounding_box()
    assert port is not None
    left, top, row = port["x"] + 9, port["y"] + 16, 32
    wide = page.locator(".gp-cursor").evaluate("node => node.offsetWidth")
    page.mouse.move(left + 4.5 * wide, top + row)
    tip = page.locator(".gs-tip")
    expect(tip).to_have_text("\u2068w\u2069 · unit 5 · hidden state 0.6184 ± 0.0001 · token 5")
    page.mouse.down()
    expect_step(page, 4)
    page.mouse.move(left + 6.5 * wide, top + row)
    page.mouse.move(left + 2.5 * wide, top + 2 * row)
    page.mouse.up()
    expect_step(page, 18)
    expect(page.get_by_test_id("gp-marked")).to_have_text("marked tokens: 15, from 5 to 19")
    page.mouse.move(left + 7.5 * wide, top + row)
    expect_step(page, 18)
    page.mouse.click(left + 900, top + 3 * row)  # right of a line: its last token
    expect_step(page, 81)


def test_twenty_thousand_characters_need_few_nodes(open_page: Open) -> None:
    """There are few nodes, however long the text; units that have not arrived are waited for."""
    page = show(open_page, "?text=argparse&size=20000&units=100&t=9000")
    expect(page.get_by_text("sent range(0, 22)")).to_be_visible()
    assert page.get_by_test_id("gs-root").evaluate("node => node.querySelectorAll('*').length") < 99
    port = page.get_by_test_id("gp-port")
    scrolled = port.evaluate("node => node.scrollTop")
    assert scrolled > 3000
    page.evaluate("""() => {
      const root = document.querySelector("[data-testid=stBidiComponentIsolated]").shadowRoot;
      window.waited = [];
      const count = root.querySelector("[data-testid=gp-count]");
      new MutationObserver(() => window.waited.push(count.textContent)).observe(
        count, { childList: true });
    }""")
    press(page, *["ArrowDown"] * 18)
    expect(page.get_by_text("sent range(11, 33)")).to_be_visible()
    expect(page.get_by_test_id("gp-count")).to_have_text(re.compile("at which it is on: [1-9]"))
    assert page.evaluate("window.waited.at(-2)") == "Loading unit 23 …"
    value = float(page.get_by_test_id("gp-value").get_attribute("data-value") or "nan")
    assert value == pytest.approx(wave(9000, 23), abs=2e-5)
    assert port.evaluate("node => node.scrollTop") == scrolled
    page.get_by_test_id("gp-overview").click(position={"x": 9, "y": 200})
    where = [port.element_handle(), scrolled]
    page.wait_for_function("([node, y]) => node.scrollTop !== y", arg=where)


def test_a_cue_moves_the_cursor_and_a_rerun_does_not(open_page: Open) -> None:
    page = show(open_page)
    page.get_by_role("button", name="cue").click()
    expect_step(page, 40)
    expect(page.get_by_test_id("gs-unit")).to_have_value("9")
    expect(page.get_by_test_id("gp-marked")).to_contain_text("39 to 44")
    press(page, "End")
    expect(page.get_by_text("position=599")).to_be_visible()
    page.get_by_label("elsewhere").fill("some text")
    page.get_by_label("elsewhere").press("Enter")
    expect(page.get_by_text("typed 'some text', reports 1,")).to_be_visible()
    expect_step(page, 599)
    page.get_by_text("hidden", exact=True).click()
    expect(page.get_by_test_id("gs-root")).to_have_count(0)
    page.get_by_text("hidden", exact=True).click()
    expect_step(page, 599)
    expect(page.get_by_test_id("gp-marked")).to_contain_text("39 to 44")


def test_documents_and_lines_begin_rows(open_page: Open) -> None:
    text = "a charm\fthe\r\nend of it " + " ".join(["word"] * 30)
    page = show(open_page, f"?by=words&text={quote(text)}", viewport={"width": 390, "height": 800})
    rows = page.get_by_test_id("gp-spoken").locator("bdi").all_text_contents()
    assert rows[:4] == ["document 1", "a charm", "document 2", "the␍⏎end"]
    assert len(rows) > 6
    assert "".join(rows[4:]).split() == text.split()[4:]
    press(page, "ArrowRight")
    expect(page.get_by_test_id("gp-value")).to_contain_text("not in the vocabulary")


def test_hostile_tokens_are_only_text(open_page: Open) -> None:
    link = f"?by=words&lecture=1&q=cell_state&text={quote(' '.join(HOSTILE))}"
    viewport = {"width": 390, "height": 800}
    page = show(open_page, link, viewport=viewport, color_scheme="dark")
    root = page.get_by_test_id("gs-root")
    expect(root).to_have_class(re.compile("gs-lecture gs-dark"))
    assert root.locator(".gp-sheet").count() == 1
    for token in HOSTILE:
        press(page, "ArrowRight")
        if token.isascii() and len(token) < 33:
            assert token in page.get_by_test_id("gp-spoken").inner_text()
    assert root.locator("script, img, style, a, iframe").count() == 0
    assert page.evaluate("window.broken") is None
    assert root.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert "\u202e" not in root.inner_text()
