"""Compare cells in a real Chromium: every network's own numbers, one step for all of them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.network.catalogue import load, reference
from core.trace import digest
from tests.in_a_browser import (
    SLOW,
    expect_link,
    expect_step,
    expect_to_fit,
    press,
    settle,
    show_stepper,
)

SENTENCE = "not a bad film , really"
Open = Callable[..., Page]


def show(open_page: Open, networks: str, **context: object) -> Page:
    """Open the screen with these networks and wait for them."""
    path = f"Compare_cells?v=1&text={quote(SENTENCE)}&t=2&unit=7&vs={networks}&lang=en"
    return show_stepper(
        open_page, "app.py", path, **{"viewport": {"width": 1400, "height": 900}, **context}
    )


def on_screen(page: Page, place: int) -> dict[str, np.float32]:
    """Return every value of the selected unit in one network's column."""
    values = page.get_by_test_id(f"ls-member-{place}").locator("[data-testid^=gs-value-]")
    pairs = values.evaluate_all(
        "nodes => nodes.map((node) => [node.dataset.testid.slice(9), node.dataset.value])"
    )
    return {name: np.float32(value) for name, value in pairs}


@pytest.mark.parametrize(
    "networks", ["rnn~lstm~gru", "rnn-equal~gru-equal", "gru~paper-gru", "lstm"]
)
def test_every_column_has_its_networks_own_numbers(open_page: Open, networks: str) -> None:
    page = show(open_page, networks)
    names = networks.split("~")
    expect(page.locator("[data-testid^=ls-member-]")).to_have_count(len(names))
    traces = [load(reference("english-reviews", name)).trace(SENTENCE) for name in names]
    for step, unit in ((2, 7), (6, 0), (1, 63)):
        page.get_by_test_id(f"gs-token-{step}").click()
        page.get_by_test_id("gs-unit").fill(str(unit))
        page.get_by_test_id("gs-unit").press("Enter")
        expect_step(page, step)
        for place, trace in enumerate(traces):
            own = {each.name: trace[each.name][step - 1, unit] for each in trace.quantities}
            assert on_screen(page, place) == own


def test_a_step_moves_all_networks_and_goes_into_the_link(open_page: Open) -> None:
    page = show(open_page, "rnn~lstm~gru")
    before = [on_screen(page, place) for place in range(3)]
    press(page, "ArrowRight", "ArrowDown")
    expect_link(page, t="3", unit="8")
    after = [on_screen(page, place) for place in range(3)]
    assert all(old != new for old, new in zip(before, after, strict=True))

    onwards = page.get_by_role("link", name="Step through")
    expect(onwards).to_have_attribute("href", re.compile("t=3"), timeout=SLOW)
    onwards.click()
    expect(page.get_by_test_id("gs-equations")).to_be_visible(timeout=SLOW)
    expect_step(page, 3)


def test_another_set_of_networks_keeps_the_step(open_page: Open) -> None:
    page = show(open_page, "rnn~lstm~gru")
    page.get_by_test_id("gs-token-4").click()
    expect_link(page, t="4")
    page.get_by_role("radio", name="Two GRUs").click()
    expect_link(page, vs="gru~paper-gru", t="4")
    expect(page.locator("[data-testid^=ls-member-]")).to_have_count(2, timeout=SLOW)
    expect_step(page, 4)
    expect(page.get_by_text("differ by up to")).to_be_visible(timeout=SLOW)
    settle(page)
    page.go_back()
    expect(page.locator("[data-testid^=ls-member-]")).to_have_count(3, timeout=SLOW)


def test_another_set_of_networks_stops_playback_and_keeps_the_step(open_page: Open) -> None:
    page = show(open_page, "rnn~lstm~gru")
    page.get_by_test_id("gs-play").click()
    expect_step(page, 4)
    page.get_by_role("radio", name="Two GRUs").click()
    expect(page.locator("[data-testid^=ls-member-]")).to_have_count(2, timeout=SLOW)
    stopped = page.get_by_test_id("gs-position").get_attribute("data-position")
    assert stopped is not None
    assert int(stopped) >= 4
    page.wait_for_timeout(2_000)
    expect_step(page, int(stopped))
    expect(page.get_by_test_id("gs-play")).to_have_attribute("data-playing", "false")
    expect_link(page, t=stopped)


def test_in_a_lecture_the_arrow_keys_step_from_the_start(open_page: Open) -> None:
    page = show(open_page, "rnn~lstm~gru&lecture=1")
    page.keyboard.press("ArrowRight")
    expect_step(page, 3)


def test_a_hostile_replacement_of_the_first_token_is_only_text(open_page: Open) -> None:
    page = show(open_page, "rnn~lstm~gru")
    evil = "<img/src=http://evil.example/a.png>"
    field = page.get_by_label("Instead of the first token")
    field.fill(evil)
    field.press("Enter")
    expect_link(page, instead=evil)
    expect(page.get_by_text("“not” was replaced by “<”.")).to_be_visible(timeout=SLOW)


def test_the_trace_of_each_network_can_be_exported(open_page: Open) -> None:
    page = show(open_page, "rnn~gru-equal")
    page.get_by_role("button", name="Export").click()
    for place, name in enumerate(("rnn", "gru-equal")):
        with page.expect_download(timeout=SLOW) as download:
            page.get_by_role("button", name=re.compile("JSON")).nth(place).click()
        assert download.value.suggested_filename == f"gatescope-english-reviews-{name}.json"
        content = json.loads(Path(download.value.path()).read_bytes())
        assert content["sha256"] == digest(load(reference("english-reviews", name)).trace(SENTENCE))


def test_the_comparison_is_not_wider_than_the_page(open_page: Open) -> None:
    page = show(open_page, "rnn~lstm~gru")
    for width in (390, 1400, 1920):
        expect_to_fit(page, width)
        expect(page.get_by_role("radio", name="Two GRUs")).to_be_in_viewport(ratio=1)
        cut = page.locator(".ls-key-name").evaluate_all(
            "nodes => nodes.filter((node) => node.scrollWidth > node.clientWidth).length"
        )
        assert cut == 0
