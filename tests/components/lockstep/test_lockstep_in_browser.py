"""Networks in lock-step in a real Chromium: one key moves all, and each shows its own numbers."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Position, expect

from tests.in_a_browser import expect_step, press, resize, show_stepper

APP = Path(__file__).with_name("app.py")
Open = Callable[..., Page]

HOSTILE = (
    "<img src=http://evil.example/a.png onerror=window.broken=1>",
    "<style>*{display:none}</style>",
    "{step} {shares} ${7*7} %s",
    "שלום\u202egnp.exe",
    "w" * 5000,
)


def show(open_page: Open, link: str = "", **context: object) -> Page:
    """Open this folder's harness."""
    return show_stepper(open_page, APP, link, **context)


def choose_unit(page: Page, unit: int) -> None:
    """Type the unit's number."""
    page.get_by_test_id("gs-unit").fill(str(unit))
    page.get_by_test_id("gs-unit").press("Enter")


def member(page: Page, place: int) -> Locator:
    """Return the column of one network."""
    return page.get_by_test_id(f"ls-member-{place}")


def number_in(node: Locator) -> np.float32:
    """Return the number in a node's data."""
    text = node.get_attribute("data-value")
    assert text
    return np.float32(text)


@pytest.mark.parametrize("cells", [("rnn", "lstm", "gru"), ("gru", "paper-gru")])
def test_each_network_shows_the_numbers_of_its_trace(
    open_page: Open, tmp_path: Path, cells: tuple[str]
) -> None:
    arrays = tmp_path / "member"
    vs = ",".join(f"{cell}:32" for cell in cells)
    page = show(open_page, f"?vs={vs}&npz={quote(str(arrays))}")
    traces = [np.load(f"{arrays}.{place}.npz") for place in range(len(cells))]
    expect(page.locator("[data-testid^=ls-member-]")).to_have_count(len(cells))
    for step, unit in ((0, 5), (6, 0), (13, 31)):
        page.get_by_test_id(f"gs-token-{step + 1}").click()
        choose_unit(page, unit)
        expect_step(page, step + 1)
        for place, trace in enumerate(traces):
            column = member(page, place)
            names = [name for name in trace.files if name != "answers"]
            for name in names:
                shown = number_in(column.get_by_test_id(f"gs-value-{name}"))
                assert shown == trace[name][step, unit]
            assert column.locator("[data-testid^=gs-value-]").count() == len(names)
            positive = number_in(page.get_by_test_id(f"ls-drawn-{place}"))
            assert positive == trace["answers"][step, 1]
            answers = column.get_by_test_id("ls-answers").inner_text()
            assert f"{100 * positive:.1f} %" in answers


def test_similar_quantities_stand_in_one_row(open_page: Open) -> None:
    page = show(open_page, viewport={"width": 1280, "height": 900})

    def top(place: int, name: str) -> float:
        box = member(page, place).get_by_test_id(f"gs-value-{name}").bounding_box()
        assert box is not None
        return box["y"]

    assert top(0, "hidden_state") == top(1, "hidden_state") == top(2, "hidden_state")
    assert top(1, "candidate") == top(2, "candidate")
    assert top(1, "forget_gate") == top(2, "update_gate")
    expect(member(page, 0)).to_contain_text("no cell state, no gates")
    expect(member(page, 2)).to_contain_text("none: cell state")
    expect(member(page, 2)).to_contain_text("none: input gate")


def test_one_key_moves_all_networks_and_is_reported_once(open_page: Open) -> None:
    page = show(open_page, "?t=2")
    cursors = page.locator(".gs-map .gs-cursor")
    places = "nodes => [...new Set(nodes.map((node) => node.style.transform))]"
    assert cursors.count() == 11
    assert cursors.evaluate_all(places) == ["translateX(100%)"]
    press(page, "ArrowRight", "ArrowRight", "ArrowDown")
    assert cursors.evaluate_all(places) == ["translateX(300%)"]
    status = "reports 1, these True, settled Settled(position=4, unit=6,"
    expect(page.get_by_text(status)).to_be_visible()


def test_a_cue_moves_the_step_and_an_echo_does_not(open_page: Open) -> None:
    page = show(open_page)
    page.get_by_role("button", name="cue to 4").click()
    expect_step(page, 4)
    expect(page.get_by_test_id("gs-unit")).to_have_value("9")
    press(page, "End")
    expect(page.get_by_text("position=14")).to_be_visible()
    expect_step(page, 14)


def test_a_network_without_the_unit_says_so(open_page: Open) -> None:
    page = show(open_page, "?vs=rnn:8,lstm:32")
    small, large = member(page, 0), member(page, 1)
    expect(small.get_by_test_id("ls-note")).to_have_text("values of unit 5")
    choose_unit(page, 40)
    expect(page.get_by_test_id("gs-unit")).to_have_value("31")
    expect(small.get_by_test_id("ls-note")).to_have_text("has no unit 31: its units are 0 to 7")
    value = small.get_by_test_id("gs-value-hidden_state")
    expect(value).to_have_text("–")
    expect(value).to_have_attribute("data-value", "")
    expect(small.locator(".gs-map .gs-unit-mark")).to_be_hidden()
    expect(large.get_by_test_id("ls-note")).to_have_text("values of unit 31")
    assert abs(number_in(large.get_by_test_id("gs-value-hidden_state"))) < 1


def test_a_click_in_any_map_selects_step_and_unit_for_all_networks(open_page: Open) -> None:
    page = show(open_page, "?vs=rnn:8,lstm:32")
    plot = member(page, 1).locator(".gs-plot").first
    box = plot.bounding_box()
    assert box is not None
    place: Position = {"x": box["width"] * 7.5 / 14, "y": box["height"] * 20.5 / 32}
    plot.hover(position=place)
    expect(page.locator(".gs-tip")).to_contain_text("unit 20")
    plot.click(position=place)
    expect_step(page, 8)
    expect(page.get_by_test_id("gs-unit")).to_have_value("20")
    expect(member(page, 0).get_by_test_id("ls-note")).to_contain_text("has no unit 20")
    chart = page.get_by_test_id("ls-opinion").locator(".gs-plot")
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] * 2.5 / 14, "y": 9})
    expect_step(page, 3)
    expect(page.locator(".gs-tip")).to_contain_text("RNN · 8 units")


def test_a_lecture_asks_before_it_shows_opinions(open_page: Open) -> None:
    page = show(open_page, "?lecture=1")
    opinion = page.get_by_test_id("ls-opinion")
    answers = page.get_by_test_id("ls-answers")
    legend = opinion.locator("ul")
    for _ in range(2):
        expect(opinion).to_contain_text("What will the networks think after")
        expect(opinion.locator(".gs-curve-dot").first).to_be_hidden()
        assert "%" not in legend.inner_text() + "".join(answers.all_inner_texts())
        assert opinion.locator("[data-value]").first.get_attribute("data-value") == ""
        press(page, "Enter")
        expect(legend).to_contain_text("%")
        expect(answers.last).to_contain_text("%")
        expect(opinion.locator(".gs-curve-dot").first).to_be_visible()
        press(page, "ArrowRight")
        expect(page.get_by_test_id("gs-answer")).to_be_visible()
    page.get_by_test_id("gs-answer").click()
    expect(legend).to_contain_text("%")


def test_with_many_outputs_the_probability_of_the_next_token_is_drawn(
    open_page: Open, tmp_path: Path
) -> None:
    arrays = tmp_path / "member"
    page = show(open_page, f"?outputs=12&npz={quote(str(arrays))}")
    traces = [np.load(f"{arrays}.{place}.npz") for place in range(3)]
    page.get_by_test_id("gs-token-5").click()
    expect_step(page, 5)
    expect(page.get_by_test_id("ls-next")).to_contain_text("charm")
    for place, trace in enumerate(traces):
        answers = trace["answers"][4]
        assert number_in(page.get_by_test_id(f"ls-drawn-{place}")) == answers[5]
        rows = member(page, place).get_by_test_id("ls-answers").locator("li")
        names = [row.split("\n")[0] for row in rows.all_inner_texts()]
        assert names == [f"class {output}" for output in np.argsort(-answers)[:3]]
    press(page, "End")
    expect(page.get_by_test_id("ls-drawn-0")).to_have_text("none yet")
    expect(page.get_by_test_id("ls-opinion").locator(".gs-curve-dot").first).to_be_hidden()


def test_forecasts_share_one_height(open_page: Open, tmp_path: Path) -> None:
    arrays = tmp_path / "member"
    page = show(open_page, f"?outputs=1&t=3&npz={quote(str(arrays))}")
    traces = [np.load(f"{arrays}.{place}.npz")["answers"][:, 0] for place in range(3)]
    values = np.sin(np.arange(14))
    low, high = np.min([*traces, values]), np.max([*traces, values])
    for place, trace in enumerate(traces):
        assert number_in(page.get_by_test_id(f"ls-drawn-{place}")) == trace[2]
        line = page.locator(f"polyline.gs-line-{place}").get_attribute("points") or ""
        heights = [1 - float(point.split(",")[1]) for point in line.split()]
        np.testing.assert_allclose(heights, (trace - low) / (high - low), atol=1e-4)
    expect(page.locator(".gs-came")).to_have_count(1)


def test_an_opinion_that_never_changes_is_shown_at_every_step(open_page: Open) -> None:
    first, fifth = (show(open_page, f"?still=1&vs=gru:8&t={step}") for step in (1, 5))
    expect_step(fifth, 5)
    answers = [page.get_by_test_id("ls-answers").inner_text() for page in (first, fifth)]
    assert "%" in answers[0]
    assert answers[1] == answers[0]


def test_the_tint_names_its_network(open_page: Open) -> None:
    page = show(open_page, "?vs=rnn:8,lstm:32")
    tint = page.get_by_test_id("gs-tint")
    expect(tint.locator("option:checked")).to_have_text("the opinion of RNN · 8 units")
    token = page.get_by_test_id("gs-token-1")
    colour = "node => node.style.getPropertyValue('--tint')"
    first = token.evaluate(colour)
    tint.select_option("opinion 1")
    assert token.evaluate(colour) != first
    tint.select_option("hidden_state 0")
    choose_unit(page, 20)
    assert token.evaluate(colour) == "transparent"


def test_hostile_tokens_are_only_text(open_page: Open) -> None:
    page = show(open_page, f"?outputs=12&text={quote(chr(10).join(HOSTILE))}")
    injected = "[data-testid=gs-root] :is(script, img, style, a, iframe, b)"
    for step, token in enumerate(HOSTILE, start=1):
        page.get_by_test_id(f"gs-token-{step}").click()
        expect_step(page, step)
        if len(token) < 32:
            assert token in (page.get_by_test_id(f"gs-token-{step}").text_content() or "")
    assert page.locator(injected).count() == 0
    assert page.evaluate("window.broken") is None
    expect(page.get_by_test_id("gs-voice")).to_contain_text("Step 5 of 5")


def test_every_network_is_read_aloud_where_the_reader_stops(open_page: Open) -> None:
    page = show(open_page, "?vs=rnn:8,lstm:32")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    each = r"hidden state \S+, negative \S+ %, positive \S+ %"
    spoken = rf"Step 4 of 14, token “\S+”: \u2068RNN.+: {each}, \u2068LSTM.+: {each}\."
    expect(page.get_by_test_id("gs-voice")).to_have_text(re.compile(spoken))


def test_nothing_changes_size_between_steps(open_page: Open) -> None:
    page = show(open_page, "?outputs=12", viewport={"width": 1000, "height": 900})
    sizes = """node => [...node.querySelectorAll("*")].filter((one) => one.matches(
      "section, header, ol, ul, .gs-transport, .gs-ribbon, svg"))
      .map((one) => [one.offsetTop, one.offsetHeight, one.offsetWidth].join())"""
    root = page.get_by_test_id("gs-root")
    before = root.evaluate(sizes)
    for _ in range(13):
        press(page, "ArrowRight")
        assert root.evaluate(sizes) == before


def test_no_sideways_scrolling(open_page: Open) -> None:
    page = show(open_page, "?length=200&vs=rnn:128,lstm:64,gru:32&t=200", color_scheme="dark")
    root = page.get_by_test_id("gs-root")
    expect(root).to_have_class(re.compile("gs-dark"))
    for width, columns in ((390, 1), (1400, 3)):
        resize(page, width, 844)
        assert root.evaluate("node => node.scrollWidth <= node.clientWidth")
        lefts = page.locator("[data-testid^=ls-member-]").evaluate_all(
            "nodes => new Set(nodes.map((node) => node.offsetLeft)).size"
        )
        assert lefts == columns


def test_networks_without_readout_have_no_chart(open_page: Open) -> None:
    page = show(open_page, "?outputs=0&lecture=1&vs=gru:16")
    expect(page.get_by_test_id("ls-opinion")).to_have_count(0)
    press(page, "ArrowRight", "Enter")
    expect_step(page, 2)
    expect(page.get_by_test_id("gs-voice")).to_contain_text("hidden state")
