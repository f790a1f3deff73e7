"""The stepper in a real Chromium: it shows the arrays, and only people and cues move it."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Page, Position, expect

from core.cells import CELLS
from core.notation import TITLES
from tests.in_a_browser import expect_step, press, resize, show_stepper

APP = Path(__file__).with_name("app.py")
Open = Callable[..., Page]

HOSTILE = (
    "<script>window.broken=1</script>",
    "<img src=http://evil.example/a.png onerror=window.broken=1>",
    "<style>*{display:none}</style>",
    '<span style="background-image:url(http://evil.example/b.png)">',
    "![x](http://evil.example/p.png)",
    "{step} ${7*7} %s",
    "&lt;b&gt;&amp;",
    "שלום\u202egnp.exe",
    "\u2066\u2067",
    "👩‍👩‍👧‍👦",
    "w" * 5000,
)


def show(open_page: Open, link: str = "", **context: object) -> Page:
    """Open this folder's harness."""
    return show_stepper(open_page, APP, link, **context)


def on_screen(page: Page, name: str) -> np.float32:
    """Return the selected unit's value, from the page."""
    text = page.get_by_test_id(f"gs-value-{name}").get_attribute("data-value")
    assert text is not None
    return np.float32(text)


def test_clicks_move_the_step(open_page: Open) -> None:
    page = show(open_page, "?t=2")
    expect_step(page, 2)
    steps = {"gs-next": 3, "gs-last": 14, "gs-prev": 13, "gs-first": 1}
    for button, step in steps.items():
        page.get_by_test_id(button).click()
        expect_step(page, step)
    page.get_by_test_id("gs-token-6").click()
    expect_step(page, 6)
    expect(page.get_by_test_id("gs-position")).to_have_text(re.compile("6"))
    expect(page.get_by_test_id("gs-token-6")).to_have_attribute("aria-current", "step")
    assert page.locator("[aria-current]").count() == 1


def test_keys_move_the_step(open_page: Open) -> None:
    page = show(open_page)
    for key, step in {"ArrowRight": 2, "End": 14, "ArrowLeft": 13, "Home": 1}.items():
        press(page, key)
        expect_step(page, step)
    press(page, "ArrowDown", "ArrowDown", "ArrowUp")
    expect(page.get_by_test_id("gs-unit")).to_have_value("6")
    page.get_by_test_id("gs-next").click()
    page.keyboard.press("ArrowRight")
    expect_step(page, 3)


def test_inputs_keep_their_own_keys(open_page: Open) -> None:
    page = show(open_page, "?t=5")
    page.get_by_label("elsewhere").fill("a b")
    page.get_by_label("elsewhere").press("ArrowLeft")
    page.get_by_label("elsewhere").press(" ")
    page.get_by_test_id("gs-unit").press("ArrowUp")
    expect_step(page, 5)
    expect(page.get_by_test_id("gs-unit")).to_have_value("6")


@pytest.mark.parametrize("cell", CELLS)
def test_the_stepper_shows_the_numbers_of_the_trace(
    open_page: Open, tmp_path: Path, cell: str
) -> None:
    arrays = tmp_path / "trace.npz"
    page = show(open_page, f"?cell={cell}&npz={quote(str(arrays))}")
    trace = np.load(arrays)
    for step, unit in ((0, 5), (6, 5), (13, 31)):
        page.get_by_test_id(f"gs-token-{step + 1}").click()
        page.get_by_test_id("gs-unit").fill(str(unit))
        page.get_by_test_id("gs-unit").press("Enter")
        expect_step(page, step + 1)
        for name in trace.files:
            assert on_screen(page, name) == trace[name][step, unit]


@pytest.mark.parametrize(
    ("cell", "sense"),
    [
        ("gru", "keeps the old"),
        ("paper-gru", "takes the new"),
        ("min-gru", "takes the new"),
        ("lstm", None),
    ],
)
def test_the_wiring_and_the_map_say_what_z_does(
    open_page: Open, cell: str, sense: str | None
) -> None:
    page = show(open_page, f"?cell={cell}")
    in_wiring = page.locator(".gs-sense")
    if sense is None:
        expect(in_wiring).to_have_count(0)
        return
    expect(in_wiring).to_have_text(sense)
    expect(page.locator(".gs-map .gs-name").filter(has_text=sense)).to_have_count(1)
    # Beside the wire that leaves z, on no other number or box.
    own = in_wiring.bounding_box()
    assert own
    for other in page.locator(".gs-diagram text:not(.gs-sense):visible, .gs-box rect").all():
        box = other.bounding_box()
        assert box
        assert any(
            first[axis] + first[size] <= second[axis]
            for axis, size in (("x", "width"), ("y", "height"))
            for first, second in ((own, box), (box, own))
        )


SQUASHED = re.compile(r"(σ|tanh)(\(.*\))")
FUNCTIONS = {
    "σ": lambda x: 1 / (1 + (-x).exp()),
    "tanh": lambda x: 2 / (1 + (-2 * x).exp()) - 1,
    "D": Decimal,
}


def calculated(text: str) -> Decimal:
    """Return what a printed calculation gives."""
    python = text.replace("·", "*").replace("−", "-")
    return eval(re.sub(r"(\d+(?:\.\d+)?)", r"D('\1')", python).strip(), FUNCTIONS)


def check_line(line: str) -> None:
    """Check that "=" stands where the printed numbers give the next one, "≈" where they do not."""
    plain = re.sub(r"from x|from h, reset|from h|bias", "", line.replace("\n", " "))
    before, *rest = (part.strip() for part in re.split(r"([=≈])", plain.strip().removeprefix("=")))
    for sign, after in zip(rest[::2], rest[1::2], strict=True):
        wholes = SQUASHED.fullmatch(before), SQUASHED.fullmatch(after)
        sides = [whole[2] if all(wholes) and whole else side
                 for whole, side in zip(wholes, (before, after), strict=True)]  # fmt: skip
        shown = calculated(sides[1])
        exact = calculated(sides[0]).quantize(shown, ROUND_HALF_UP)
        assert (exact == shown) == (sign == "="), line
        before = after


@pytest.mark.parametrize("cell", CELLS)
def test_what_the_equations_print_adds_up(open_page: Open, cell: str) -> None:
    page = show(open_page, f"?cell={cell}&t=2")
    for _step in range(4):
        for line in page.locator("[data-testid=gs-equations] dd:first-of-type").all_inner_texts():
            check_line(line)
        press(page, "ArrowRight", "ArrowDown")


@pytest.mark.parametrize("lecture", ["", "&lecture=1"])
def test_rules_and_names_are_seen_at_every_width(open_page: Open, lecture: str) -> None:
    page = show(open_page, f"?t=4{lecture}")
    names = ["forget gate", "input gate", "candidate", "cell state", "output gate", "hidden state"]
    for width in (390, 760, 1000, 1160, 1240, 1500):
        resize(page, width)
        card = page.locator(".gs-equation-card").bounding_box()
        assert card is not None
        for of, texts in {".gs-equation-name": names, ".gs-rule": ["σ(W", "σ(W", "tanh(W"]}.items():
            parts = page.locator(f"[data-testid=gs-equations] dt {of}")
            expect(parts).to_have_count(6)
            for part, text in zip(parts.all(), texts, strict=False):
                expect(part).to_be_visible()
                expect(part).to_contain_text(text)
                box = part.bounding_box()
                assert box is not None
                assert card["x"] <= box["x"]
                assert box["x"] + box["width"] <= card["x"] + card["width"]
    expect(page.locator("[data-testid=gs-equations] dt").nth(2)).to_contain_text("also written gt")


LETTERS = """node => [...node.querySelectorAll("text")].map((text) => {
  const { x, y, width, height } = text.getBoundingClientRect();
  const rect = text.closest(".gs-box")?.querySelector("rect").getBoundingClientRect();
  const inside = !rect || (x >= rect.x && x + width <= rect.x + rect.width);
  return { text: text.textContent, inside, x, y: y + height / 5, width, height: 0.6 * height };
}).filter(({ width }) => width)"""
"""Every text of the wiring that is seen, as a box around its letters."""


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("cell", CELLS)
def test_the_wiring_keeps_its_names_and_no_text_covers_another(
    open_page: Open, cell: str, lang: str
) -> None:
    page = show(open_page, f"?cell={cell}&t=5&lang={lang}")
    for width in (390, 900, 1280):
        resize(page, width)
        texts = page.locator(".gs-diagram svg").evaluate(LETTERS)
        titles = [TITLES[name] for name in CELLS[cell].blocks] if lang == "en" else []
        written = [text["text"].replace(" ", "") for text in texts]
        for title in titles:
            assert title.replace(" ", "") in written, f"{title} at {width}"
        for text, other in combinations(texts, 2):
            across = (
                text["x"] < other["x"] + other["width"] and other["x"] < text["x"] + text["width"]
            )
            down = (
                text["y"] < other["y"] + other["height"] and other["y"] < text["y"] + text["height"]
            )
            assert not (across and down), f"{text} covers {other} at {width}"
        assert all(text["inside"] for text in texts)


def test_the_derivatives_are_shown_on_demand_and_stay(open_page: Open) -> None:
    page = show(open_page, "?t=4")
    slopes = page.locator(".gs-slope")
    button = page.get_by_test_id("gs-derivatives")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(slopes.first).to_be_hidden()
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    for _step in range(4):
        lines = [line for line in slopes.all_inner_texts() if line]
        assert [line.split("=")[0].strip() for line in lines] == [
            "σ′", "σ′", "tanh′", "σ′", "tanh′"
        ]  # fmt: skip
        for line in lines:
            check_line(line.split("=", 2)[2].replace(")2", ")**2"))
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("reports 1,")).to_be_visible()
    page.get_by_text("hidden", exact=True).click()
    expect(page.get_by_test_id("gs-root")).to_have_count(0)
    page.get_by_text("hidden", exact=True).click()
    expect(slopes.first).to_be_visible()


@pytest.mark.parametrize(("outputs", "rows"), [(2, 2), (40, 5), (4_000, 5)])
def test_the_readout_gives_the_opinion(open_page: Open, outputs: int, rows: int) -> None:
    page = show(open_page, f"?t=4&outputs={outputs}")
    readout = page.get_by_test_id("gs-readout")
    bars = page.locator(".gs-bars li")
    for _step in range(3):
        total = Decimal(re.findall(r"is ([\d.,]+)", readout.inner_text())[0].replace(",", ""))
        lines = readout.locator("tbody tr")
        expect(lines).to_have_count(rows)
        for row, (line, bar) in enumerate(zip(lines.all(), bars.all(), strict=True)):
            cells = [cell.inner_text() for cell in line.locator("th, td").all()]
            name, product, sign, bias, adds, score, leads_to, share = cells
            numbers = [calculated(text) for text in (f"{product} {sign} {bias}", score)]
            exact = numbers[0].quantize(numbers[1], ROUND_HALF_UP)
            assert (exact == numbers[1]) == (adds == "="), cells
            assert leads_to == "→"  # a score is not its share
            assert abs(100 * numbers[1].exp() / total - Decimal(share.removesuffix(" %"))) <= 0.1
            assert bias == "0.2500"
            expect(bar).to_contain_text(name if row or outputs > 2 else "negative")
            expect(bar).to_contain_text(share)
        press(page, "ArrowRight")


def test_a_sentence_says_what_is_seen_at_the_step_on_screen(open_page: Open) -> None:
    page = show(open_page, "?t=3")
    for step in (3, 4):
        expect_step(page, step)
        forget, cell = (float(on_screen(page, name)) for name in ("forget_gate", "cell_state"))
        share = page.locator(".gs-bar-share").nth(1).inner_text()
        seen = page.get_by_test_id("gs-seen").inner_text().replace("\u00a0", " ")
        assert re.search(rf"unit 5 keeps {round(100 * forget)} % of its cell state", seen)
        assert f"it is {cell:.2f} now.".replace("-", "−") in seen
        assert re.search(rf"“\W*positive\W*” goes from [\d.]+ % to {share}\.", seen)
        press(page, "ArrowRight")


def test_a_lecture_keeps_the_readout_to_itself_until_it_is_asked(open_page: Open) -> None:
    page = show(open_page, "?lecture=1&t=3")
    readout = page.get_by_test_id("gs-readout")
    seen = page.get_by_test_id("gs-seen")
    assert not re.search(r"\d\.\d", readout.inner_text())
    expect(seen).not_to_contain_text("positive")
    press(page, "Enter")
    expect(readout.locator("tbody")).to_contain_text("%")
    expect(seen).to_contain_text("positive")
    press(page, "ArrowRight")
    expect(readout).not_to_contain_text("%")
    assert not re.search(r"\d\.\d", readout.inner_text())


def test_play_paints_each_step(open_page: Open) -> None:
    page = show(open_page, "?length=12")
    page.get_by_test_id("gs-speed").select_option("2")
    page.evaluate(
        """() => {
          const position = document.querySelector("[data-testid=stBidiComponentIsolated]")
            .shadowRoot.querySelector("[data-testid=gs-position]");
          window.painted = [];
          const watch = () => {
            const step = Number(position.dataset.position);
            if (window.painted.at(-1) !== step) window.painted.push(step);
            requestAnimationFrame(watch);
          };
          requestAnimationFrame(watch);
        }"""
    )
    started = page.evaluate("performance.now()")
    press(page, " ")
    expect(page.get_by_test_id("gs-position")).to_have_attribute(
        "data-position", "12", timeout=30_000
    )
    seconds = (page.evaluate("performance.now()") - started) / 1000
    page.wait_for_function("window.painted.at(-1) === 12")  # the frame comes after the number
    assert page.evaluate("window.painted") == list(range(1, 13))
    assert seconds >= 5
    expect(page.get_by_test_id("gs-play")).to_have_attribute("data-playing", "false")
    expect(page.get_by_text("reports 1,")).to_be_visible()


def test_steps_are_reported_once_and_space_plays_and_pauses(open_page: Open) -> None:
    page = show(open_page)
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    expect(page.get_by_text("reports 1, settled Settled(position=4, unit=5,")).to_be_visible()
    press(page, " ")
    expect(page.get_by_test_id("gs-play")).to_have_attribute("data-playing", "true")
    press(page, " ")
    expect(page.get_by_test_id("gs-play")).to_have_attribute("data-playing", "false")


def test_a_rerun_elsewhere_changes_nothing(open_page: Open) -> None:
    page = show(open_page)
    press(page, "ArrowRight", "ArrowRight")
    expect(page.get_by_text("reports 1,")).to_be_visible()
    token = page.get_by_test_id("gs-token-3")
    token.evaluate("node => { node.mine = true; }")
    page.get_by_label("elsewhere").fill("some text")
    page.get_by_label("elsewhere").press("Enter")
    expect(page.get_by_text("typed 'some text', reports 1,")).to_be_visible()
    expect_step(page, 3)
    assert token.evaluate("node => node.mine")


def test_choices_survive_while_the_stepper_is_hidden(open_page: Open) -> None:
    page = show(open_page)
    press(page, "ArrowRight", "ArrowDown")
    page.get_by_test_id("gs-speed").select_option("4")
    expect(page.get_by_text("reports 1,")).to_be_visible()
    page.get_by_text("hidden", exact=True).click()
    expect(page.get_by_test_id("gs-root")).to_have_count(0)
    page.get_by_text("hidden", exact=True).click()
    expect_step(page, 2)
    expect(page.get_by_test_id("gs-unit")).to_have_value("6")
    expect(page.get_by_test_id("gs-speed")).to_have_value("4")


def test_a_cue_moves_the_step_and_an_echo_does_not(open_page: Open) -> None:
    page = show(open_page)
    page.get_by_role("button", name="cue to 4").click()
    expect_step(page, 4)
    expect(page.get_by_test_id("gs-unit")).to_have_value("9")
    press(page, "End")
    expect(page.get_by_text("position=14")).to_be_visible()
    expect_step(page, 14)


def test_reveal_mode_veils_later_tokens(open_page: Open) -> None:
    page = show(open_page, "?t=4")
    expect(page.locator(".gs-later")).to_have_count(0)
    page.get_by_test_id("gs-reveal").check()
    expect(page.locator(".gs-later")).to_have_count(10)
    veil = page.locator(".gs-map .gs-veil").first
    plot = page.locator(".gs-map .gs-plot").first
    press(page, "ArrowRight")
    expect(page.locator(".gs-later")).to_have_count(9)
    veiled, whole = veil.bounding_box(), plot.bounding_box()
    assert veiled is not None
    assert whole is not None
    assert (veiled["x"] - whole["x"]) / whole["width"] == pytest.approx(5 / 14, abs=0.02)
    assert veiled["x"] + veiled["width"] >= whole["x"] + whole["width"]


def test_a_lecture_asks_before_it_shows_the_opinion(open_page: Open) -> None:
    page = show(open_page, "?lecture=1")
    opinion = page.get_by_test_id("gs-opinion")
    expect(page.get_by_test_id("gs-reveal")).to_be_checked()
    for _ in range(2):
        assert "%" not in opinion.inner_text()
        press(page, "Enter")
        expect(opinion).to_contain_text("%")
        press(page, "ArrowRight")
        expect(page.get_by_test_id("gs-answer")).to_be_visible()
    page.get_by_test_id("gs-answer").click()
    expect(opinion).to_contain_text("%")


def test_a_click_in_a_map_selects_unit_and_step(open_page: Open) -> None:
    page = show(open_page)
    plot = page.locator(".gs-map .gs-plot").first
    box = plot.bounding_box()
    assert box is not None
    place: Position = {"x": box["width"] * 7.5 / 14, "y": box["height"] * 20.5 / 32}
    plot.hover(position=place)
    expect(page.locator(".gs-tip")).to_contain_text("unit 20")
    plot.click(position=place)
    expect_step(page, 8)
    expect(page.get_by_test_id("gs-unit")).to_have_value("20")


def test_hostile_tokens_are_only_text(open_page: Open) -> None:
    page = show(open_page, f"?text={quote(chr(10).join(HOSTILE))}")
    injected = "[data-testid=gs-root] :is(script, img, style, a, iframe, b)"
    for step, token in enumerate(HOSTILE, start=1):
        page.get_by_test_id(f"gs-token-{step}").click()
        expect_step(page, step)
        if len(token) < 32:
            assert token in (page.get_by_test_id(f"gs-token-{step}").text_content() or "")
    assert page.locator(injected).count() == 0
    assert page.evaluate("window.broken") is None
    assert page.get_by_test_id(f"gs-token-{len(HOSTILE)}").evaluate("n => n.offsetWidth") < 400
    expect(page.get_by_test_id("gs-voice")).to_contain_text("Step 11 of 11")


def test_the_step_is_read_aloud_where_the_reader_stops(open_page: Open) -> None:
    page = show(open_page)
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    voice = page.get_by_test_id("gs-voice")
    expect(voice).to_have_attribute("aria-live", "polite")
    spoken = r"Step 4 of 14, token “\u2068not\u2069”: forget gate \S+,"
    expect(voice).to_have_text(re.compile(spoken))


def test_the_stepper_follows_a_change_of_theme(open_page: Open) -> None:
    page = show(open_page, "?t=3", color_scheme="light")
    root = page.get_by_test_id("gs-root")
    light = root.evaluate("node => getComputedStyle(node).backgroundColor")
    press(page, "ArrowRight")
    page.emulate_media(color_scheme="dark")
    expect(root).to_have_class(re.compile("gs-dark"))
    assert root.evaluate("node => getComputedStyle(node).backgroundColor") != light
    expect_step(page, 4)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_nothing_moves_or_changes_size_between_steps(open_page: Open, cell: str) -> None:
    page = show(open_page, f"?cell={cell}&outputs=40")
    page.get_by_test_id("gs-derivatives").click()
    sizes = """node => [...node.querySelectorAll("*")].filter((one) => one.matches(
      "section, header, p, dl > div, dd, dd span, td, .gs-transport, .gs-ribbon, .gs-token, svg"))
      .map((one) => [one.offsetLeft, one.offsetTop, one.offsetHeight, one.offsetWidth].join())"""
    root = page.get_by_test_id("gs-root")
    for width in (390, 1000, 1500):
        resize(page, width)
        press(page, "Home")
        before = root.evaluate(sizes)
        for _ in range(8):
            press(page, "ArrowRight")
            assert root.evaluate(sizes) == before, width


def test_one_token_is_a_sentence(open_page: Open) -> None:
    page = show(open_page, "?text=a")
    press(page, "ArrowRight", " ", "ArrowLeft")
    expect_step(page, 1)


def test_no_sideways_scrolling(open_page: Open) -> None:
    page = show(open_page, "?length=200&units=128")
    root = page.get_by_test_id("gs-root")
    for width in (390, 1400):
        resize(page, width, 844)
        press(page, "Home", "End")
        expect_step(page, 200)
        assert root.evaluate("node => node.scrollWidth <= node.clientWidth")
        expect(page.get_by_test_id("gs-token-200")).to_be_in_viewport()
