"""A trace as one file, opened from disk in a real Chromium: it steps, and asks nobody."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, expect

from core import load_network

SENTENCE = "hello"


@pytest.mark.browser
@pytest.mark.parametrize("framed", [False, True])
def test_a_file_from_disk_steps_with_the_traces_numbers(
    browser: Browser, tmp_path: Path, framed: bool
) -> None:
    trace = load_network("hello", "lstm").trace(SENTENCE)
    path = tmp_path / "trace.html"
    if framed:
        path.write_text(f"<!doctype html>{trace._repr_html_()}", "utf-8")
    else:
        trace.to_html(path)
    context = browser.new_context(offline=True)
    page, asked, errors = context.new_page(), list[str](), list[str]()

    def note(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "about:")):
            asked.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    where = page.frame_locator("iframe") if framed else page
    root = where.get_by_test_id("gs-root")
    expect(root).to_be_visible(timeout=30_000)
    root.focus()
    for _ in range(len(SENTENCE) - 1):
        page.keyboard.press("ArrowRight")
    place = where.get_by_test_id("gs-position")
    expect(place).to_have_attribute("data-position", str(len(SENTENCE)))
    shown = where.locator('[data-testid="gs-value-hidden_state"]').first
    value = float(shown.get_attribute("data-value") or "nan")
    assert value == pytest.approx(float(trace["hidden_state"][-1, 0]), abs=1e-6)
    assert asked == []
    assert errors == []
    context.close()
