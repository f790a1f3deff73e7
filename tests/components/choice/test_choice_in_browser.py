"""The panel of a token's choice in a real Chromium, beside the stepper that it follows."""

import re
import statistics
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core import load_network
from core.browser.pieces import Piece, pieces
from core.generation import GenerationRun, generate
from tests.components.choice.hostile import HOSTILE
from tests.in_a_browser import SLOW, expect_step, expect_to_fit, press, settle, show_stepper

APP = Path(__file__).with_name("app.py")
Open = Callable[..., Page]


@cache
def expected(length: int = 60, **sampling: Any) -> GenerationRun:
    """Return the run that the harness shows."""
    network = load_network("shakespeare", "gru")
    return generate(network, "ROMEO:", length, **{"temperature": 0.8, "seed": 7} | sampling)


def show(open_page: Open, link: str = "", **context: Any) -> Page:
    """Open this folder's harness."""
    page = show_stepper(open_page, APP, link, **context)
    expect(page.get_by_test_id("gc-root")).to_be_visible(timeout=SLOW)
    return page


def row(page: Page, place: int) -> Locator:
    return page.get_by_test_id(f"gc-row-{place}")


def said(page: Page) -> Locator:
    return page.get_by_test_id("gc-said")


def shares(page: Page) -> dict[str, list[float]]:
    """Return the numbers of the rows on screen, by the label of their token."""
    rows = page.locator(".gc-row").evaluate_all(
        """rows => rows.map((row) => [
          row.querySelector(".gc-name").textContent,
          [...row.querySelectorAll(".gc-share")].map((cell) => Number(cell.dataset.value)),
        ])"""
    )
    return dict(rows)


def label(key: str) -> str:
    return {" ": "␣", "\n": "⏎"}.get(key, key)


def expect_shares(page: Page, run: GenerationRun, t: int) -> None:
    """Check the numbers of all rows on screen against a step of a run."""
    step, names = run.steps[t], [label(key) for key in run.network.outputs]
    listed = shares(page)
    likeliest = np.argsort(-step.model, kind="stable")[: len(listed)]
    assert sorted(listed) == sorted(names[number] for number in likeliest)
    for name, numbers in listed.items():
        number = names.index(name)
        wanted = [step.model[number], step.tempered[number], step.kept[number]]
        np.testing.assert_allclose(numbers, wanted, rtol=2e-6, atol=1e-30)


def test_every_step_shows_the_librarys_numbers_and_the_dart(open_page: Open) -> None:
    page = show(open_page, "?k=12&p=0.9&t=8")
    run = expected(top_k=12, top_p=0.9)
    for t in (7, 8, 9):
        expect(said(page)).to_contain_text(f"Token {t + 1}, “\u2068{label(run.keys[t])}\u2069”")
        expect_shares(page, run, t)
        dart = page.get_by_test_id("gc-dart")
        expect(dart).to_have_attribute("visibility", "visible")
        assert float(dart.get_attribute("data-value") or "") == run.steps[t].dart
        assert f"the dart {run.steps[t].dart:.4f} hit it" in said(page).inner_text()
        current = page.locator(".gc-row[aria-current]")
        expect(current.locator(".gc-name")).to_have_text(label(run.keys[t]))
        entropy = page.get_by_test_id("gc-entropy").get_attribute("data-value")
        assert np.float32(entropy or "") == np.float32(run.entropy[t])
        press(page, "ArrowRight")
    cut = page.locator(".gc-row.gc-out")
    assert cut.count() == 20 - int(min(20, (run.steps[10].kept > 0).sum()))
    expect(cut.first.locator(".gc-share").last).to_have_text("cut")


def test_what_was_given_is_warm_up_and_no_dart_is_drawn(open_page: Open) -> None:
    page = show(open_page, "?t=3")
    expect(said(page)).to_contain_text("“\u2068M\u2069”, was given: warm-up")
    expect(page.get_by_test_id("gc-dart")).to_have_attribute("visibility", "hidden")
    text = page.get_by_test_id("gc-text")
    expect(text.locator(".gc-given")).to_have_text(list("ROMEO:"))
    assert text.inner_text().replace("⏎", "") == "ROMEO:" + expected().text
    for row in page.locator(".gc-row").all():
        expect(row).to_have_attribute("aria-disabled", "true")
        row.dispatch_event("click")
    press(page, "ArrowRight")
    expect(page.get_by_text("chosen [], settled 1")).to_be_visible(timeout=SLOW)


def test_the_others_are_one_until_all_are_wanted(open_page: Open) -> None:
    page = show(open_page, "?t=20")
    run = expected()
    others = page.get_by_test_id("gc-others")
    total = len(run.network.outputs)
    expect(others).to_contain_text(f"{total - 20} others")
    numbers = others.locator(".gc-share").evaluate_all(
        "cells => cells.map((cell) => Number(cell.dataset.value))"
    )
    rest = 1 - np.sort(run.steps[19].model)[-20:].sum(dtype=float)
    assert numbers[0] == pytest.approx(rest, abs=1e-6)
    page.get_by_test_id("gc-more").click()
    expect(page.locator(".gc-row")).to_have_count(total)
    expect(others).to_be_hidden()
    press(page, "ArrowRight")
    expect_step(page, 21)
    expect_shares(page, run, 20)
    page.get_by_test_id("gc-fewer").click()
    expect(page.locator(".gc-row")).to_have_count(20)


def test_a_click_on_another_token_reports_it_and_the_text_goes_on_from_there(
    open_page: Open,
) -> None:
    page = show(open_page, "?t=10")
    run = expected()
    taken = run.steps[9].token
    page.locator(".gc-row[aria-current]").click()  # it is there already
    wanted = next(number for number in np.argsort(-run.steps[9].model) if number != taken)
    name = label(run.network.outputs[wanted])
    page.locator(".gc-row", has=page.locator(f".gc-name:text-is('{name}')")).click()
    report = rf"chosen \[Chosen\(position=10, output={wanted}, digest='\w+'\)\]"
    expect(page.get_by_text(re.compile(report))).to_be_visible(timeout=SLOW)
    branch = run.branch(9, run.network.outputs[wanted])
    expect(said(page)).to_contain_text("was chosen by hand", timeout=SLOW)
    expect(said(page)).to_contain_text(f"would have hit “\u2068{label(run.keys[9])}\u2069”")
    expect_step(page, 10)
    expect(page.get_by_test_id("gc-text").locator(".gc-hand")).to_have_count(1)
    press(page, "ArrowRight")
    expect(said(page)).to_contain_text(f"Token 11, “\u2068{label(branch.keys[10])}\u2069”")
    expect_shares(page, branch, 10)


def test_the_keyboard_steps_moves_between_tokens_and_goes_on_with_one(open_page: Open) -> None:
    page = show(open_page, "?t=10")
    page.get_by_test_id("gc-root").focus()
    for key, step in {"End": 66, "Home": 1, "ArrowRight": 2, "ArrowLeft": 1}.items():
        page.keyboard.press(key)
        expect_step(page, step)
    press(page, *["ArrowRight"] * 8)
    page.get_by_test_id("gc-root").focus()
    page.keyboard.press("ArrowDown")
    expect(row(page, 0)).to_be_focused()
    for key, place in {"ArrowDown": 1, "ArrowUp": 0}.items():
        page.keyboard.press(key)
        expect(row(page, place)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")  # the focus stays where it is
    expect_step(page, 10)
    expect(row(page, 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("chosen .*position=10,"))).to_be_visible(timeout=SLOW)
    expect(said(page)).to_contain_text("Token 10,", timeout=SLOW)
    settle(page)
    expect(row(page, 1)).to_be_focused()


def test_the_panel_steps_and_plays_by_buttons_and_by_the_space_bar(open_page: Open) -> None:
    page = show(open_page, "?t=64")
    play = page.get_by_test_id("gc-play")
    expect(play).to_have_attribute("aria-label", "Play")
    page.get_by_test_id("gc-previous").click()
    expect_step(page, 63)
    page.get_by_test_id("gc-forward").click()
    expect_step(page, 64)
    play.click()
    expect(play).to_have_attribute("aria-label", "Pause")
    expect_step(page, 66)  # the last one, where it ends by itself
    expect(play).to_have_attribute("aria-label", "Play")
    expect(page.get_by_test_id("gc-forward")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Home")  # the click has left the focus on the panel
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Play")


def test_a_click_in_the_text_or_on_the_line_goes_there(open_page: Open) -> None:
    page = show(open_page)
    page.locator(".gc-token").nth(24).click()
    expect_step(page, 25)
    expect(page.locator(".gc-token[aria-current]")).to_have_text(label(expected().keys[24]))
    plot = page.locator(".gc-entropy .gs-plot")
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": box["width"] * 40.5 / 66, "y": 20})
    expect_step(page, 41)


KOREAN = "?model=korean-next&prime=그는 내 친구다. 나는&cell=gru&length=60&seed=1"


def contracted(run: GenerationRun) -> tuple[Piece, list[str]]:
    """Return the first piece of what was written that has several tokens, and all their forms."""
    first = 0
    for piece in pieces(run.network.card.tokenizer, run.keys):
        forms = [key.rsplit("/", 1)[0] for key in run.keys[first : first + piece.tokens]]
        if piece.tokens > 1 and first >= run.prime and forms[0] != piece.text:
            return piece, [*run.keys[:first], *forms]
        first += piece.tokens
    raise LookupError("expected tokens that contract; there are none.")


def korean() -> GenerationRun:
    network = load_network("korean-next", "gru")
    return generate(network, "그는 내 친구다. 나는", 60, temperature=0.8, seed=1)


def test_words_read_as_the_library_writes_them_and_each_token_has_its_stretch(
    open_page: Open,
) -> None:
    page = show(open_page, KOREAN)
    run = korean()
    text = page.get_by_test_id("gc-text").inner_text()
    assert re.sub("[¶⏎]", "", text).split("\n") == run.whole_text.split("\n")
    piece, forms = contracted(run)
    shared = page.locator(".gc-token").get_by_text(piece.text, exact=True).first
    box = shared.bounding_box()
    assert box is not None
    for place, form in enumerate(forms[-piece.tokens :]):
        shared.click(position={"x": box["width"] * (place + 0.5) / piece.tokens, "y": 8})
        expect_step(page, len(forms) - piece.tokens + place + 1)
        expect(said(page)).to_contain_text(f"“\u2068{form}\u2069”")


def test_a_lecture_shows_of_tokens_that_contract_what_is_known_of_them(open_page: Open) -> None:
    piece, forms = contracted(korean())
    first = len(forms) - piece.tokens
    page = show(open_page, f"{KOREAN}&lecture=1&t={first + 1}")
    here = page.locator(".gc-token[aria-current]")
    expect(here).to_have_text(forms[first])
    page.get_by_test_id("gs-root").focus()
    press(page, *["ArrowRight"] * (piece.tokens - 1))
    expect(here).to_have_text(piece.text)


def test_tokens_are_tinted_by_probability_or_entropy(open_page: Open) -> None:
    page = show(open_page)
    run = expected()
    greens = "nodes => nodes.map((node) => getComputedStyle(node).backgroundColor)"
    tokens = page.locator(".gc-token:not(.gc-given)")
    ours = np.array([step.model[step.token] for step in run.steps[6:]])

    def channels() -> np.ndarray:
        colours = tokens.evaluate_all(greens)
        return np.array([[int(part) for part in re.findall(r"\d+", each)[:3]] for each in colours])

    def expect_order(values: np.ndarray, channel: int) -> None:
        order = np.argsort(values)
        assert (np.diff(channels()[order, channel]) <= 0).all()

    expect_order(ours, 0)  # from the page's colour to blue
    page.get_by_test_id("gc-tint").select_option("entropy")
    expect_order(run.entropy[6:], 2)  # to red
    page.get_by_test_id("gc-tint").select_option("nothing")
    assert set(tokens.evaluate_all(greens)) == {"rgba(0, 0, 0, 0)"}


def test_at_temperature_0_the_likeliest_has_all_and_nothing_is_called_cut(open_page: Open) -> None:
    page = show(open_page, "?temperature=0&t=12")
    run = expected(temperature=0)
    expect_shares(page, run, 11)
    expect(said(page)).to_contain_text("every dart hits it")
    last = page.locator(".gc-row .gc-share:last-child")
    assert [text.replace("\xa0", " ") for text in last.all_inner_texts()] == ["100.0 %"] + 19 * [
        "0.0 %"
    ]
    drawn = (
        page.get_by_test_id("gc-stacks")
        .locator(".gc-kept, .gc-kept-other")
        .evaluate_all("paths => paths.map((path) => path.getAttribute('d') ?? '').join('')")
    )
    assert drawn == ""  # what can be hit is what was taken


def test_of_many_outputs_more_are_shown_in_portions(open_page: Open) -> None:
    page = show(open_page, "?model=words&prime=word1&length=99&t=40")
    more = page.get_by_test_id("gc-more")
    expect(page.get_by_test_id("gc-others")).to_contain_text("2,980 others")
    expect(more).to_have_text("Show 60 more of 3,000")
    more.click()
    more.click()
    expect(page.locator(".gc-row")).to_have_count(140)
    expect(page.get_by_test_id("gc-others")).to_contain_text("2,860 others")
    values = page.locator(".gc-rows .gc-share:nth-child(2)").evaluate_all(
        "cells => cells.map((cell) => Number(cell.dataset.value))"
    )
    assert len(values) == 141
    assert sum(values) == pytest.approx(1, abs=1e-9)


def test_panel_list_and_buttons_have_names(open_page: Open) -> None:
    page = show(open_page, "?t=12")
    panel = page.get_by_role("group", name=re.compile("^How a token is chosen"))
    listed = panel.get_by_role("list", name=re.compile("^Tokens that could stand here"))
    expect(listed.get_by_role("button")).to_have_count(20)
    taken = label(expected().keys[11])
    expect(listed.locator("[aria-current]")).to_have_accessible_name(
        re.compile(rf"^{re.escape(taken)} .*%.*%.*%$")
    )
    for name in ("this token", "the next token", "Show all 65"):
        expect(panel.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(panel.get_by_role("combobox", name="Tint by")).to_be_visible()


def test_the_choice_of_the_next_token_is_shown_on_demand(open_page: Open) -> None:
    page = show(open_page, "?t=10")
    page.get_by_test_id("gc-next").click()
    expect(said(page)).to_contain_text("Token 11,")
    expect_shares(page, expected(), 10)
    press(page, "End")
    expect(said(page)).to_contain_text("The text ends after")
    expect(row(page, 0)).to_be_hidden()
    page.get_by_test_id("gc-this").click()
    expect(said(page)).to_contain_text("Token 66,")
    expect(row(page, 0)).to_be_visible()


def test_in_a_lecture_the_next_token_is_predicted_and_then_thrown(open_page: Open) -> None:
    page = show(open_page, "?lecture=1&t=10")
    run = expected()
    hidden = page.locator(".gc-token.gc-later")
    expect(said(page)).to_contain_text("Predict it")
    expect(hidden).to_have_count(66 - 10)
    expect(row(page, 0)).to_be_hidden()
    page.get_by_test_id("gc-root").focus()
    page.keyboard.press("Enter")
    expect(row(page, 0)).to_be_visible()
    expect(page.get_by_test_id("gc-dart")).to_have_attribute("visibility", "hidden")
    expect(page.locator(".gc-row[aria-current]")).to_have_count(0)
    expect(hidden).to_have_count(66 - 10)
    page.get_by_test_id("gc-reveal").click()
    expect(page.get_by_test_id("gc-dart")).to_have_attribute("visibility", "visible")
    expect(said(page)).to_contain_text(f"Token 11, “\u2068{label(run.keys[10])}\u2069”: the dart")
    expect(hidden).to_have_count(66 - 11)
    expect(page.get_by_test_id("gc-root").locator("[aria-live]")).to_contain_text("Token 11")
    page.keyboard.press("ArrowRight")  # the click has left the focus on the panel
    expect_step(page, 11)
    expect(said(page)).to_contain_text("Predict it")
    press(page, "Enter")  # in the stepper
    expect(said(page)).to_contain_text("Where will the dart hit")
    press(page, "Enter")
    expect(said(page)).to_contain_text(f"Token 12, “\u2068{label(run.keys[11])}\u2069”")
    press(page, "ArrowRight")
    expect(said(page)).to_contain_text("Predict it")
    press(page, "ArrowLeft", "ArrowLeft")
    expect(said(page)).to_contain_text("Token 11")  # known by now
    press(page, "Home")
    expect(said(page)).to_contain_text("was given")


def test_stepping_reports_nothing_of_the_panel(open_page: Open) -> None:
    page = show(open_page, "?t=2")
    settle(page)
    press(page, *["ArrowRight"] * 30)
    expect_step(page, 32)
    # A slow machine may take a pause between two keys for the end.
    expect(page.get_by_text(re.compile(r"chosen \[\], settled [1-9]"))).to_be_visible(timeout=SLOW)


def test_the_panel_stands_without_a_stepper_and_keeps_what_was_chosen(open_page: Open) -> None:
    page = open_page(APP, "?alone=1")
    expect(said(page)).to_contain_text("Token 1,", timeout=SLOW)
    page.get_by_test_id("gc-next").click()
    page.get_by_test_id("gc-tint").select_option("entropy")
    shown = page.get_by_test_id("stCheckbox").get_by_text("panel")
    shown.click()
    expect(page.get_by_test_id("gc-root")).to_have_count(0, timeout=SLOW)
    shown.click()
    expect(said(page)).to_contain_text("Token 2,", timeout=SLOW)
    expect(page.get_by_test_id("gc-next")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("gc-tint")).to_have_value("entropy")


def test_hostile_tokens_are_only_text(open_page: Open) -> None:
    page = show(open_page, "?model=hostile&prime=&length=40&temperature=2&t=5", color_scheme="dark")
    root = page.get_by_test_id("gc-root")
    for text in (HOSTILE[0], "{token}", "⟨LRI⟩"):
        expect(page.get_by_test_id("gc-text")).to_contain_text(text[:31])
    for _ in range(35):
        press(page, "ArrowRight")
    assert root.locator("script, img, style, a, iframe, b").count() == 0
    assert page.evaluate("window.broken") is None
    expect_to_fit(page, 390)


@pytest.mark.parametrize("link", ["?t=12&k=20", "?t=12&lang=ko", "?t=12&lecture=1"])
def test_the_panel_fits_every_width(open_page: Open, link: str) -> None:
    page = show(open_page, link)
    if "lecture" in link:
        page.get_by_test_id("gc-reveal").click()
    page.get_by_test_id("gc-more").click()
    for width in (390, 768, 1280, 1920):
        expect_to_fit(page, width)
        page.wait_for_function(
            """root => [...root.querySelectorAll(".gc-row, .gc-text, svg")].every((node) => {
              if (!node.getClientRects().length) return true; // one of the signs of play and pause
              const [inside, outside] = [node, root].map((each) => each.getBoundingClientRect());
              return inside.left >= outside.left - 1 && inside.right <= outside.right + 1;
            })""",
            arg=page.get_by_test_id("gc-root").element_handle(),
            timeout=SLOW,
        )
        cut = page.locator(".gc-share").evaluate_all(
            "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
        )
        assert cut == 0, width


PACE = """async (root) => {
  const afterFrame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  }));
  let changes = 0;
  const kinds = { subtree: true, childList: true, characterData: true, attributes: true };
  const observer = new MutationObserver((records) => { changes += records.length; });
  observer.observe(root, kinds);
  const times = [];
  for (let press = 0; press < 35; press += 1) {
    await new Promise((done) => setTimeout(done, 20));
    await afterFrame();
    const started = performance.now();
    root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    times.push(await afterFrame() - started);
  }
  observer.disconnect();
  return [times.slice(5), changes / 35];
}"""


@pytest.mark.slow
def test_a_step_through_two_thousand_tokens_changes_as_little_as_through_a_few(
    open_page: Open,
) -> None:
    """How long it takes from the key to its frame is printed; a busy machine fails no test."""
    changes = {}
    for length in (60, 1_990):
        page = show(open_page, f"?length={length}&cell=rnn&k=40&p=0.95&t=20")
        settle(page)
        times, changes[length] = page.get_by_test_id("gc-root").evaluate(PACE)
        expect_step(page, 55)
        high = statistics.quantiles(times, n=20)[-1]
        print(f"{length} tokens: median {statistics.median(times):.1f} ms, p95 {high:.1f} ms")
    assert 100 < changes[60] < 700
    assert changes[1_990] < 1.1 * changes[60]
