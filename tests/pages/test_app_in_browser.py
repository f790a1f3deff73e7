"""The app in a real Chromium, as a lecturer uses it: the screen shows the network's numbers."""

import io
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core import load_network
from core.trace import Trace, digest
from pages.home.examples import EXAMPLES
from tests.in_a_browser import SLOW, expect_link, expect_step, expect_to_fit, scroll_to, settle

APP = "app.py"
PAGES = Path(__file__).parents[2] / "pages"
Open = Callable[..., Page]
SENTENCE = "not a bad film , really"
STEPPER = f"Step_through?v=1&text={quote(SENTENCE)}&model=english-reviews&cell=lstm&t=2&unit=7"
QUICK = {"viewport": {"width": 1400, "height": 900}}


@pytest.fixture
def show(open_page: Open) -> Callable[..., Page]:
    """Return a function that opens the stepper and waits for it."""

    def show_one(path: str = STEPPER + "&lang=en", **context: object) -> Page:
        page = open_page(APP, path, **(QUICK | context))
        expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
        return page

    return show_one


def expect_cursors(page: Page, position: int, heading: str = "Every number") -> None:
    """Go to the charts, and wait until each has a frame around a step's column."""
    scroll_to(page, heading)
    page.wait_for_function(
        """position => {
          const near = (one, other) => Math.abs(one - other) < 1;
          const framed = (chart) => {
            const { xaxis } = chart._fullLayout;
            const [from, to] = [position - 0.5, position + 0.5].map((x) => xaxis.l2p(x));
            const left = chart.getBoundingClientRect().left + xaxis._offset + from;
            const frames = chart.querySelectorAll("[data-testid=gs-over-chart] div");
            return [...frames].map((frame) => frame.getBoundingClientRect()).some(
              (frame) => near(frame.left, left) && near(frame.width, to - from));
          };
          const charts = [...document.querySelectorAll(".js-plotly-plot")];
          return charts.length > 0 && charts.every(framed);
        }""",
        arg=position,
        timeout=SLOW,
    )


def choose_cell(page: Page, cell: str) -> None:
    page.get_by_role("radio", name=cell, exact=True).click()
    expect_link(page, cell=cell.lower())
    quantities = {"RNN": 1, "LSTM": 6, "GRU": 4}[cell]
    expect(page.locator("[data-testid^=gs-value-]")).to_have_count(quantities, timeout=SLOW)


def on_screen(page: Page) -> dict[str, np.float32]:
    """Return every value of the selected unit at the current step."""
    values = page.locator("[data-testid^=gs-value-]").evaluate_all(
        "nodes => nodes.map((node) => [node.dataset.testid.slice(9), node.dataset.value])"
    )
    return {name: np.float32(value) for name, value in values}


def in_trace(trace: Trace, step: int, unit: int) -> dict[str, np.float32]:
    """Return every value of a unit at a step, from the library."""
    return {quantity.name: trace[quantity.name][step - 1, unit] for quantity in trace.quantities}


def type_sentence(page: Page, text: str) -> None:
    field = page.get_by_role("textbox").first
    field.fill(text)
    field.press("Enter")


def test_a_typed_sentence_can_be_stepped_through_and_survives_a_reload(
    show: Callable[..., Page],
) -> None:
    page = show("Step_through?lang=en")
    type_sentence(page, SENTENCE)
    expect_link(page, text=SENTENCE, t="1")
    expect(page.get_by_test_id("gs-token-6")).to_contain_text("really")

    page.get_by_test_id("gs-next").click()
    expect_step(page, 2)
    page.keyboard.press("ArrowRight")
    expect_step(page, 3)
    expect_link(page, t="3")
    expect_cursors(page, 3)
    page.get_by_test_id("gs-token-5").click()
    expect_link(page, t="5")
    page.get_by_test_id("gs-speed").select_option("4")
    page.get_by_test_id("gs-play").click()
    expect_step(page, 6)
    expect(page.get_by_test_id("gs-play")).to_have_attribute("data-playing", "false")
    expect_link(page, t="6")
    page.get_by_test_id("gs-unit").fill("12")
    page.get_by_test_id("gs-unit").press("Enter")
    expect_link(page, t="6", unit="12")

    values = on_screen(page)
    page.reload()
    expect_step(page, 6)
    assert on_screen(page) == values
    expect(page.get_by_role("textbox").first).to_have_value(SENTENCE)
    expect_cursors(page, 6)


def test_the_numbers_on_screen_are_the_networks_own(show: Callable[..., Page]) -> None:
    page = show()
    for cell in ("RNN", "GRU", "LSTM"):
        choose_cell(page, cell)
        network = load_network("english-reviews", cell.lower())
        trace = network.trace(SENTENCE)
        opinions = network.opinions(trace)
        for step, unit in ((2, 7), (6, 0), (1, 63), (2, 7)):
            page.get_by_test_id(f"gs-token-{step}").click()
            page.get_by_test_id("gs-unit").fill(str(unit))
            page.get_by_test_id("gs-unit").press("Enter")
            expect_step(page, step)
            assert on_screen(page) == in_trace(trace, step, unit)
            expect(page.get_by_test_id("gs-opinion")).to_contain_text(
                f"{100 * float(opinions[step - 1, 1]):.1f} %"
            )
        expect_link(page, t="2", unit="7")
        expect_cursors(page, 2)
        badge = page.get_by_text(f"Largest difference from torch.nn.{cell}").first
        expect(badge).to_be_visible(timeout=SLOW)


def test_a_click_in_a_chart_selects_a_token(show: Callable[..., Page]) -> None:
    page = show()
    expect_cursors(page, 2)  # from then on, clicks are heard
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    point = chart.locator(".points path").nth(4)
    point.hover(force=True)
    expect(chart.locator(".hoverlayer .hovertext")).to_be_visible(timeout=SLOW)
    point.click(force=True)
    expect_step(page, 5)
    expect_link(page, t="5")
    expect_cursors(page, 5)
    for name, title in (("step", "This step"), ("sentence", "Whole sentence")):
        page.get_by_role("radio", name=title).click()
        expect_link(page, panel=name, t="5")
    expect_cursors(page, 5)


def test_stepping_draws_no_chart_again(show: Callable[..., Page]) -> None:
    page = show()
    expect_cursors(page, 2)
    page.evaluate("""() => {
      window.drawn = 0;
      for (const chart of document.querySelectorAll(".js-plotly-plot")) {
        chart.dataset.same = "yes";
        chart.on("plotly_afterplot", () => { window.drawn += 1; });
      }
    }""")
    for step in (3, 4, 5):
        page.get_by_test_id("gs-next").click()
        expect_link(page, t=str(step))
        expect_cursors(page, step)
    settle(page)
    expect(page.locator(".js-plotly-plot[data-same=yes]")).to_have_count(1)
    assert page.evaluate("window.drawn") == 0


def test_a_saved_picture_has_the_frame(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_test_id("gs-next").click()
    expect_cursors(page, 3)
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    chart.hover()
    with page.expect_download(timeout=SLOW) as download:
        chart.locator(".modebar-btn").first.click()
    picture = Path(download.value.path()).read_text("utf-8")
    assert len(re.findall(r"fill-opacity: 0; stroke-width: 1\.5px", picture)) == 1
    shapes = chart.evaluate("chart => chart.layout.shapes ?? []")
    assert [shape for shape in shapes if shape["type"] == "rect"] == []


def test_the_equations_open_by_keyboard(show: Callable[..., Page]) -> None:
    page = show()
    page.locator("summary", has_text="Explain the LSTM").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stExpander] .katex-display")).to_have_count(6, timeout=SLOW)


def test_exported_files_hold_the_numbers_on_screen(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_role("button", name="Export").click()
    contents = {}
    for label in ("NPZ", "JSON", "CSV"):
        with page.expect_download(timeout=SLOW) as download:
            page.get_by_role("button", name=re.compile(label)).click()
        contents[label] = Path(download.value.path()).read_bytes()
        assert re.fullmatch(r"gatescope-[a-z-]+\.\w+", download.value.suggested_filename)

    trace = load_network("english-reviews", "lstm").trace(SENTENCE)
    archive = np.load(io.BytesIO(contents["NPZ"]), allow_pickle=False)
    for quantity in trace.quantities:
        np.testing.assert_array_equal(archive[quantity.name], trace[quantity.name])
    assert json.loads(contents["JSON"])["sha256"] == digest(trace)
    assert contents["CSV"].count(b"\n") == 1 + 6 * len(trace) * 64


def test_home_opens_an_example_with_one_click_and_a_typed_sentence_with_enter(
    open_page: Open,
) -> None:
    page = open_page(APP, "?lang=en", **QUICK)
    page.get_by_role("link", name="Step through it").nth(1).click()
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    expect_link(page, text=EXAMPLES[1].selection.text)
    assert urlsplit(page.url).path == "/Step_through"

    page.get_by_role("link", name="Home").click()
    heading = page.get_by_role("heading", name="Watch recurrent networks remember")
    expect(heading).to_be_visible(timeout=SLOW)
    type_sentence(page, "a film of one's own")
    expect(page.get_by_test_id("gs-position")).to_be_visible(timeout=SLOW)
    expect_link(page, text="a film of one's own", t="1")
    expect(page.get_by_test_id("gs-token-3")).to_contain_text("of")


def test_sizes_of_the_parameter_count_go_into_the_link(open_page: Open) -> None:
    page = open_page(APP, "Parameter_count?lang=en", **QUICK)
    for label, size in (("Input size", "100"), ("Hidden size", "128")):
        page.get_by_label(label).fill(size)
        page.get_by_label(label).press("Enter")
    expect_link(page, d="100", h="128")
    # torch.nn.LSTM(100, 128): 4 × (100 + 128 + 2) × 128
    expect(page.get_by_text("117,760").first).to_be_visible(timeout=SLOW)
    page.reload()
    expect(page.get_by_text("117,760").first).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("Input size")).to_have_value("100")


def test_the_stepper_is_reached_and_used_by_keyboard_alone(show: Callable[..., Page]) -> None:
    page = show()
    for role in ("textbox", "combobox"):  # the stepper may come before the fields above it
        expect(page.get_by_role(role).first).to_be_visible(timeout=SLOW)
    settle(page)
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        if reached[-1].startswith("gs-root"):
            break
    for name in ("Sentence", "Network", "Cell", "gs-root"):
        assert any(name in element for element in reached), f"{name} is not among {reached}"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect_step(page, 4)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect_link(page, t="1", unit="8")


FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const group = node.closest("[role=radiogroup]");
  return [node.dataset.testid, node.getAttribute("aria-label"), group?.ariaLabel].join(" ").trim();
}"""


# ---- languages, themes, screens ------------------------------------------------------------------

NAMES = r"""Gatescope|PyTorch|Keras|NumPy|English|RNN|LSTM|GRU|NPZ|CSV|JSON|torch|nn|hello|Home|End
|tanh|reset_after|None|float|KiB|MiB|MAC|CPU|input|embedding|dense|Pascanu|False|True|english|reviews|lstm|gru|rnn|bidirectional|weight|bias|ih|hh|Ctrl|BPTT|CEC|Enter|constant|error|carousel|BoW|OOV"""
QUIET = """code, pre, style, bdi, .katex, [data-testid=stText], [data-testid=stIconMaterial],
span[role=img][translate=no], [data-testid=stExpanderIcon], [class*=tick], .gs-ribbon,
.gs-symbol, .gs-symbols, .gs-numbers, .gs-hidden"""
"""Elements with code, an icon's name, a formula or typed text, whose words may be English."""
VISIBLE = """quiet => {
  const shown = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) shown.push(node.textContent);
    if (node.matches?.(quiet) || node.checkVisibility?.() === false) return;
    if (node.shadowRoot) walk(node.shadowRoot);
    node.childNodes.forEach(walk);
  };
  document.querySelectorAll("[data-testid=stMain], [data-testid=stSidebar]").forEach(walk);
  return shown;
}"""


def english(page: Page) -> list[str]:
    """Return every English word on screen that is not a name or quoted from somebody's sentence."""
    shown = re.sub("“[^”]*”", "", "\n".join(page.evaluate(VISIBLE, QUIET)))
    assert re.search("[가-힣]", shown)
    plain = re.sub(rf"(?<![A-Za-z])({NAMES})(?![A-Za-z])", "", shown, flags=re.VERBOSE)
    return re.findall(r"[A-Za-z]{2,}", plain)


def brightness(node: Locator) -> float:
    colour = node.evaluate("node => getComputedStyle(node).backgroundColor")
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


@pytest.mark.parametrize(
    ("path", "context", "dark"),
    [
        (STEPPER, {"locale": "ko-KR", "color_scheme": "dark"}, True),
        (STEPPER + "&lang=ko", {"locale": "en-GB", "color_scheme": "light"}, False),
    ],
)
def test_a_korean_page_has_no_english_in_either_theme(
    show: Callable[..., Page], path: str, context: dict[str, object], dark: bool
) -> None:
    page = show(path, **context)
    expect(page.get_by_role("heading", name="단계별로 보기")).to_be_visible()
    expect_cursors(page, 2, "모든 수치")
    assert english(page) == []
    for node in (page.get_by_test_id("stApp"), page.get_by_test_id("gs-root")):
        assert (brightness(node) < 100) is dark
    titles = {"셀 비교": "셀 비교", "매개변수 수": "매개변수 수", "홈": "순환 신경망이 기억하는"}
    for link, title in titles.items():
        page.get_by_test_id("stSidebar").get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("heading", name=title).first).to_be_visible(timeout=SLOW)
        settle(page)
        page.get_by_test_id("stMain").get_by_role("heading").last.scroll_into_view_if_needed()
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=SLOW)
        settle(page)
        assert english(page) == []


@pytest.mark.parametrize(
    ("path", "locale"),
    [("", "en-GB"), ("Step_through", "en-GB"), ("Step_through", "ko-KR"),
     ("Parameter_count", "ko-KR")],
)  # fmt: skip
def test_no_page_is_wider_than_the_screen(open_page: Open, path: str, locale: str) -> None:
    page = open_page(APP, path, viewport={"width": 390, "height": 844}, locale=locale)
    expect(page.get_by_role("heading", level=2).first).to_be_visible(timeout=SLOW)
    settle(page)
    for width, height in ((390, 844), (1400, 900), (1920, 1080)):
        expect_to_fit(page, width, height)


LEVELS = """() => {
  const levels = [];
  const read = (node) => {
    const level = /^H([1-6])$/.exec(node.tagName)?.[1];
    if (level && node.checkVisibility()) levels.push(Number(level));
    for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) read(child);
  };
  read(document.querySelector("[data-testid=stMain]"));
  return levels;
}"""


@pytest.mark.parametrize("path", ["", *(path.stem[2:] for path in sorted(PAGES.glob("?_*.py")))])
def test_no_level_of_headings_is_left_out(open_page: Open, path: str) -> None:
    page = open_page(APP, path)
    for level in (1, 2):
        heading = page.get_by_role("heading", level=level).first
        expect(heading).to_be_visible(timeout=2 * SLOW)
    settle(page)
    levels = page.evaluate(LEVELS)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_a_browser_in_another_language_gets_english(show: Callable[..., Page]) -> None:
    page = show(STEPPER, locale="fr-FR", color_scheme="dark")
    expect(page.get_by_role("heading", name="Step through")).to_be_visible()
    assert not re.search("[가-힣]", page.locator("body").inner_text().replace("한국어", ""))
