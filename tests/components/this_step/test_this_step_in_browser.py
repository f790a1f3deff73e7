"""The panel of the current token in a real Chromium, beside the stepper whose numbers it draws."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Position, expect

from core.cells import CELLS
from core.figures.palette import colour
from core.notation import TITLES, full_title
from tests.in_a_browser import SLOW, expect_step, expect_to_fit, press, show_stepper

APP = Path(__file__).parents[1] / "stepper" / "app.py"
Open = Callable[..., Page]
Trace = dict[str, np.ndarray]
SVG = "{http://www.w3.org/2000/svg}"


def show(open_page: Open, link: str, folder: Path, **context: Any) -> tuple[Page, Trace]:
    """Open the stepper with the panel; return the page and every array of the trace."""
    file = folder / "trace.npz"
    page = show_stepper(open_page, APP, f"?panel=1&npz={quote(str(file))}{link}", **context)
    expect(page.get_by_test_id("step-root")).to_be_visible(timeout=SLOW)
    return page, dict(np.load(file))


def plot(page: Page, name: str) -> Locator:
    return page.get_by_test_id(f"step-bars-{name}")


def over(page: Page, name: str, unit: int, units: int) -> Position:
    """Return the middle of a unit's column in the plot of a quantity."""
    box = plot(page, name).bounding_box()
    assert box is not None
    return {"x": box["width"] * (unit + 0.5) / units, "y": box["height"] / 2}


def heights(path: str) -> np.ndarray:
    """Return how far below the top each bar of an outline ends, as a share of the picture.

    A unit is 10 wide. Its bar ends there, or at 9 where bars stand apart.
    """
    ends = re.findall(r"V(\d+)H\d*[09](?!\d)", path)
    return np.array(ends, float) / 10_000


def expect_bars(page: Page, trace: Trace, step: int, unit: int, bounds: dict[str, Any]) -> None:
    """Wait until every quantity is drawn as it is at a step, from 1."""
    shown = re.compile(rf"Step {step},.*unit {unit} is selected")
    expect(page.get_by_test_id("step-root")).to_contain_text(shown)
    for name, values in trace.items():
        value = page.get_by_test_id(f"step-value-{name}")
        assert np.float32(value.get_attribute("data-value") or "") == values[step - 1, unit]
        path = plot(page, name).locator("path[fill-opacity]").get_attribute("d")
        low, high = bounds.get(name) or (min(values.min(), 0), max(values.max(), 0))
        drawn = 1.05 * (high - heights(path or "") * (high - low))
        np.testing.assert_allclose(drawn, values[step - 1], atol=1.1e-4 * (high - low))


BOUNDS = {"hidden_state": (-1, 1), "candidate": (-1, 1)} | {
    f"{gate}_gate": (0, 1) for gate in ("input", "forget", "output", "reset", "update")
}


@pytest.mark.parametrize(
    ("cell", "units"), [("rnn", 1), ("lstm", 32), ("gru", 32), ("paper-gru", 7), ("lstm", 542)]
)
def test_bars_are_the_traces_values_at_every_step(
    open_page: Open, tmp_path: Path, cell: str, units: int
) -> None:
    page, trace = show(open_page, f"&cell={cell}&units={units}&t=3", tmp_path)
    unit = min(5, units - 1)
    assert [len(values[0]) for values in trace.values()] == [units] * len(trace)
    expect_bars(page, trace, 3, unit, BOUNDS)
    press(page, "End")
    expect_step(page, 14)
    expect_bars(page, trace, 14, unit, BOUNDS)
    press(page, "Home", "ArrowDown")
    unit = min(unit + 1, units - 1)
    expect_bars(page, trace, 1, unit, BOUNDS)


def test_the_value_under_the_pointer_is_the_traces_and_follows_the_step(
    open_page: Open, tmp_path: Path
) -> None:
    page, trace = show(open_page, "&cell=lstm&t=2", tmp_path)
    tip = page.get_by_test_id("step-root").locator(".gs-tip")
    for name, values in trace.items():
        for unit in (0, 13, 31):
            plot(page, name).hover(position=over(page, name, unit, 32))
            written = f"{TITLES[name]} {values[1, unit]:.4f} · unit {unit} · step 2"
            expect(tip).to_contain_text(written.replace("-", "−"))
    page.mouse.down()  # the panel takes the focus, and the page does not scroll
    page.mouse.up()
    page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text(f"{trace['hidden_state'][2, 31]:.4f}".replace("-", "−"))
    expect(tip).to_contain_text("unit 31 · step 3")
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


def test_a_click_selects_the_unit_in_the_stepper_and_the_keys_are_the_steppers(
    open_page: Open, tmp_path: Path
) -> None:
    page, _trace = show(open_page, "&t=2", tmp_path)
    for unit in (0, 20, 31):
        plot(page, "cell_state").click(position=over(page, "cell_state", unit, 32))
        expect(page.get_by_test_id("gs-unit")).to_have_value(str(unit))
        expect_step(page, 2)
    for key, step in {"ArrowRight": 3, "End": 14, "ArrowLeft": 13, "Home": 1}.items():
        page.keyboard.press(key)  # the click has left the focus on the panel
        expect_step(page, step)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id("gs-unit")).to_have_value("30")


def test_a_reader_of_the_screen_hears_token_unit_and_value(open_page: Open, tmp_path: Path) -> None:
    page, trace = show(open_page, "&cell=gru&t=4", tmp_path)
    group = page.get_by_role("group", name=re.compile("^This step"))
    for name, values in trace.items():
        value = f"{values[3, 5]:.4f}".replace("-", "−")
        label = re.compile(rf"^{TITLES[name]}.* step 4.*not.*unit 5: {value}$")
        expect(group.get_by_role("img", name=label)).to_be_visible()


def test_the_panel_waits_for_the_stepper_and_follows_the_one_that_comes(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(APP, "?panel=1&hidden=1&cell=rnn&t=2")
    panel = page.get_by_test_id("step-root")
    expect(panel).to_be_attached(timeout=SLOW)
    expect(panel.locator("svg")).to_have_count(0)
    hidden = page.get_by_test_id("stCheckbox").get_by_text("hidden")
    for step in (2, 3):
        hidden.click()
        expect_step(page, step)
        expect(panel).to_contain_text(f"Step {step},")
        press(page, "ArrowRight")
        expect(panel).to_contain_text(f"Step {step + 1},")
        hidden.click()
        expect(page.get_by_test_id("gs-position")).to_have_count(0, timeout=SLOW)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_is_saved_with_titles_bars_and_the_pages_colours(
    open_page: Open, tmp_path: Path, scheme: Any
) -> None:
    link = f"&cell=gru&t=3&text={quote('a <b>&amp; film')}"
    page, trace = show(open_page, link, tmp_path, color_scheme=scheme)
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Save as a picture").click()
    assert download.value.suggested_filename == "gatescope.svg"
    picture = ElementTree.parse(download.value.path()).getroot()
    texts = [text.text or "" for text in picture.iter(f"{SVG}text")]
    assert "<b>&amp;" not in "".join(texts)  # that is the second token
    assert "film" in texts[0]
    titles = {each.name: full_title(each, str) for each in CELLS["gru"].quantities}
    for name, values in trace.items():
        assert titles[name] in texts
        assert f"{values[2, 5]:.4f}".replace("-", "−") in texts
    on_screen = [plot(page, name).locator("path[fill-opacity]") for name in trace]
    paths = [path for path in picture.iter(f"{SVG}path") if path.get("fill-opacity")]
    assert [path.get("d") for path in paths] == [path.get_attribute("d") for path in on_screen]
    for path, name in zip(paths, trace, strict=True):
        wanted = colour(name, scheme == "dark")
        channels = [int(wanted[at : at + 2], 16) for at in (1, 3, 5)]
        assert path.get("fill") == f"rgb({', '.join(map(str, channels))})"


@pytest.mark.parametrize("link", ["", "&lang=ko", "&lecture=1", "&units=542"])
def test_the_panel_fits_every_width(open_page: Open, tmp_path: Path, link: str) -> None:
    page, trace = show(open_page, link, tmp_path)
    parts = [page.get_by_test_id("step-root"), *(plot(page, name) for name in trace)]
    for width in (390, 768, 1280, 1920):
        expect_to_fit(page, width)
        page.wait_for_function(  # the page's margins follow the window a moment later
            """parts => {
              const [panel, ...plots] = parts.map((part) => part.getBoundingClientRect());
              return plots.every(
                ({ left, right, width }) =>
                  panel.left <= left && right <= panel.right && width > 0.75 * panel.width,
              );
            }""",
            arg=[part.element_handle() for part in parts],
            timeout=SLOW,
        )
