"""Every screen with a network of several cells, looked at from each of them.

Small ones with random weights take the place of one that ships; those that do are opened as well.
"""

import itertools
from collections.abc import Iterator
from functools import partial

import pytest
import streamlit as st

from core.network import Network
from core.network.catalogue import CELLS, TASKS, NetworkReference
from core.network.place import CellPlace
from core.network.windows import Convolution
from pages.generate import cached as generate_cached
from pages.memory_and_gradients.cached import exact_cell
from pages.shared import cached
from tests.core.network.shapes import shaped
from tests.pages.conftest import forget_networks
from tests.pages.links.record import open_fully
from tests.pages.screens import (
    COMPARE_CELLS,
    INSPECT_A_UNIT,
    MEMORY_AND_GRADIENTS,
    STEP_THROUGH,
    TOKENS_AND_VECTORS,
    WHAT_IF,
    link,
    opened,
)

WINDOWS = Convolution(filters=6, kernel_size=3, stride=2)
SHAPES = {
    "stack": partial(shaped, layers=2, target="next-token"),
    "both": partial(shaped, bidirectional=True, target="token-class"),
    "windows": partial(shaped, convolution=WINDOWS, target="class"),
}
SCREENS = (
    STEP_THROUGH,
    COMPARE_CELLS,
    INSPECT_A_UNIT,
    MEMORY_AND_GRADIENTS,
    WHAT_IF,
    TOKENS_AND_VECTORS,
)
LENSES = ("reach", "connections", "ledger", "training")
PLACES = {"stack": ("1", "2"), "both": ("1", "1b"), "windows": ("1",)}
UNROLLED = {"unrolled": "unrolled", "sequence": "one-to-many"}
QUERY = {"v": "1", "lang": "en", "model": "hello", "t": "2"}
TEXTS = {"stack": "hellohello", "both": "hellohellohe", "windows": "hellohelloh"}
"""One for each shape: results of long work are kept by network and text."""


@pytest.fixture
def shape(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a shape that the networks of "hello" have for a while."""

    def load(named: NetworkReference) -> Network:
        return SHAPES[request.param](named.cell).at(named.place)

    monkeypatch.setattr(cached.networks, "load", load)
    forget()
    yield request.param
    forget()


def forget() -> None:
    """Forget what was computed with other networks of these names."""
    for clear in (
        forget_networks,
        generate_cached.trees.clear,
        st.cache_data.clear,
        st.cache_resource.clear,
        exact_cell.cache_clear,
    ):
        clear()


@pytest.mark.parametrize("shape", SHAPES, indirect=True)
@pytest.mark.parametrize("page", SCREENS)
def test_a_screen_shows_every_cell_or_says_why_not(shape: str, page: str) -> None:
    for place in PLACES[shape]:
        where = {"text": TEXTS[shape], "layer": place, "corpus": "text"}
        app = open_fully(page, {**QUERY, **where, **UNROLLED})
        assert not app.exception
        assert not app.error
        assert not app.warning


@pytest.mark.parametrize("shape", SHAPES, indirect=True)
@pytest.mark.parametrize("lens", LENSES)
def test_a_view_of_memory_shows_every_cell_or_says_why_not(shape: str, lens: str) -> None:
    for place in PLACES[shape]:
        for aim in ("state", "output", "loss") if lens == "reach" else ("state",):
            query = {**QUERY, "text": TEXTS[shape], "layer": place, "lens": lens, "grad": aim}
            app = open_fully(MEMORY_AND_GRADIENTS, query)
            assert not app.exception
            assert not app.error


@pytest.mark.slow
@pytest.mark.parametrize("task", [name for name, task in TASKS.items() if task.plain])
def test_every_screen_opens_with_the_networks_that_ship(task: str) -> None:
    """Each with another cell: what depends on the cell is tested with the plain networks."""
    cells = itertools.cycle(CELLS)
    for page in SCREENS:
        query = {"model": task, "cell": next(cells), "text": TASKS[task].example[:40]}
        app = open_fully(page, {**QUERY, **query, "corpus": "text"})
        assert not app.exception
        assert not app.error
        assert not app.warning


@pytest.mark.parametrize("shape", ["stack", "both"], indirect=True)
def test_layer_and_direction_are_chosen_and_stand_in_the_link(shape: str) -> None:
    app = opened(STEP_THROUGH, **QUERY)
    picker = app.segmented_control(key="cell_place")
    offered, last = {
        "stack": (["Layer 1", "Layer 2"], CellPlace(layer=1)),
        "both": (["forwards", "backwards"], CellPlace()),
    }[shape]
    assert picker.options == offered
    assert picker.value == last
    assert "layer" not in link(app)

    other = CellPlace() if shape == "stack" else CellPlace(direction="backward")
    picker.set_value(other).run()
    assert link(app)["layer"] == {"stack": "1", "both": "1b"}[shape]
    assert app.segmented_control(key="cell_place").value == other


@pytest.mark.parametrize("shape", ["both"], indirect=True)
def test_the_other_network_is_looked_at_from_its_own_cell(shape: str) -> None:
    app = opened(STEP_THROUGH, **{**QUERY, "layer": "1b"})
    app.selectbox(key="model").set_value("wave").run()
    assert "layer" not in link(app)


def test_a_network_of_one_cell_offers_no_choice() -> None:
    app = opened(STEP_THROUGH, **{**QUERY, "layer": "2"})
    assert not [each for each in app.get("segmented_control") if each.key == "cell_place"]
    assert not app.exception
