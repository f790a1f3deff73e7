"""Memory and gradients in a real Chromium: the library's numbers, and what goes into the link."""

import re
from collections.abc import Callable
from urllib.parse import quote

import numpy as np
from playwright.sync_api import Page, expect

from core.analysis.gradients.connectivity import connectivity
from core.analysis.gradients.reach import reach
from core.analysis.memory.ledger import carry, left
from core.analysis.readout import margin
from core.cells import RecurrentCell
from core.network import Network
from core.network.catalogue import load, reference
from core.trace import Trace, unroll
from pages.memory_and_gradients.magnitudes import factor_per_step, memory_norms, share_text, signed
from tests.in_a_browser import SLOW, expect_link

TEXT = "(1(2)1)0()"
NETWORKS = ("rnn", "lstm", "gru")
Open = Callable[..., Page]


def show(open_page: Open, **query: str) -> Page:
    """Open the screen and wait for all of it."""
    link = {"v": "1", "model": "brackets", "text": TEXT, "lang": "en", **query}
    path = "&".join(f"{name}={quote(value)}" for name, value in link.items())
    page = open_page(
        "app.py", f"Memory_and_gradients?{path}", viewport={"width": 1400, "height": 900}
    )
    expect(page.get_by_text("Explain the GRU")).to_be_visible(timeout=SLOW)
    return page


def exactly(name: str) -> tuple[Network, RecurrentCell, Trace, np.ndarray]:
    """Return a network, its cell in float64, that cell's trace of the text, and its inputs."""
    network = load(reference("brackets", name))
    cell = network.cell.double()
    inputs = network.vectors(network.encode(TEXT).codes).double()
    return network, cell, unroll(cell, inputs, list(TEXT)), inputs.numpy()


def expect_left(page: Page, token: int) -> None:
    """Wait until the screen says what the library finds left, looking back from a token."""
    for place, name in enumerate(NETWORKS):
        _network, cell, trace, _inputs = exactly(name)
        line = memory_norms(reach(cell, trace, token - 1))
        start, end, steps = float(line[token - 1]), float(line[0]), token - 1
        metric = page.get_by_test_id("stMetric").nth(place)
        rate = factor_per_step(start, end, steps)
        expect(metric).to_contain_text(f"× {rate:.2f} per step", timeout=SLOW)
        expect(metric).to_contain_text(f"{share_text(end - start)} left {steps} steps back")


def test_reach_has_the_librarys_numbers_and_a_click_looks_back_from_a_token(
    open_page: Open,
) -> None:
    page = show(open_page)
    expect_left(page, len(TEXT))

    line = page.get_by_test_id("stPlotlyChart").first.locator(".scatterlayer .trace.scatter")
    line.filter(has=page.locator("path.point")).first.locator("path.point").nth(5).click(force=True)

    expect_link(page, T="6")
    expect_left(page, 6)


def test_an_output_is_pinned_by_keyboard_with_its_inputs_shares_and_goes_into_the_link(
    open_page: Open,
) -> None:
    page = show(open_page, lens="connections", out="1")
    rows = [page.get_by_test_id(f"gc-member-{place}") for place in range(3)]
    rows[0].locator(".gc-token").last.focus()
    for key in ("ArrowLeft", "ArrowLeft", "Enter"):
        page.keyboard.press(key)

    expect_link(page, T="8")
    expect(page.get_by_test_id("gc-output")).to_have_attribute("data-position", "8")
    for row, name in zip(rows, NETWORKS, strict=True):
        network, cell, trace, inputs = exactly(name)
        direction = margin(network, 1).direction
        strength = np.exp2(connectivity(cell, trace, inputs, direction).strength[7, :8])
        numbers = row.locator(".gc-number").all_inner_texts()[:8]
        shown = [float(re.sub("[<% ]", "", number)) for number in numbers]
        np.testing.assert_allclose(shown, 100 * strength / strength.sum(), atol=0.5)


def test_the_ledger_is_of_the_chosen_unit_and_no_view_is_wider_than_the_screen(
    open_page: Open,
) -> None:
    page = show(open_page, lens="ledger", cell="paper-gru", vs="rnn-equal~gru~paper-gru")
    unit = page.get_by_label("Unit", exact=True)
    unit.fill("3")
    unit.press("Enter")

    expect_link(page, unit="3", cell="paper-gru")
    _network, cell, trace, _inputs = exactly("paper-gru")
    memory = carry(cell, trace)
    entries = left(memory, len(TEXT) - 1)[:, 3]
    most = int(np.abs(entries).argmax())
    part, written = signed(entries[most]), signed(memory.written[most - 1, 3])
    words = f"token {most}: {part} is left of {written}"
    expect(page.get_by_text(words)).to_be_visible(timeout=SLOW)
    for width in (390, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        for view in ("Reaching back", "Training: cut and clip", "Ledger of the memory"):
            page.get_by_role("radio", name=view).click()
            expect(page.get_by_role("radio", name=view)).to_be_checked(timeout=SLOW)
            expect(page.get_by_text("Measuring")).to_have_count(0, timeout=SLOW)
            expect_all_in_view(page, width)


def expect_all_in_view(page: Page, width: int) -> None:
    """Wait until nothing is wider than the screen, and no row of buttons is cut off."""
    page.wait_for_function(
        """width => {
          const main = document.querySelector("[data-testid=stMain]");
          const fits = (node) => node.getBoundingClientRect().right <= width;
          const charts = [...main.querySelectorAll(".js-plotly-plot")];
          const buttons = [...main.querySelectorAll("[data-testid=stButtonGroup] button")];
          return innerWidth === width && main.scrollWidth <= main.clientWidth
            && charts.length && [...charts, ...buttons].every(fits);
        }""",
        arg=width,
        timeout=10_000,
    )
