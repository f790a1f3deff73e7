"""Work that takes long shows its progress beside the rest of its page, on every screen."""

from collections.abc import Iterator
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.held_turn import held_turn
from tests.pages.screens import (
    COMPARE_CELLS,
    GENERATE,
    MEMORY_AND_GRADIENTS,
    WHAT_IF,
    charts,
    opened,
    settled,
)

BRACKETS = {"lang": "en", "model": "brackets"}
LONG = {
    "reach": (MEMORY_AND_GRADIENTS, {"lens": "reach", "text": "(1(2(3)2)1)(1"}),
    "connections": (MEMORY_AND_GRADIENTS, {"lens": "connections", "text": "(1(2(3)2)1)(2"}),
    "first-token": (COMPARE_CELLS, {"text": "(1(2(3)2)1)(3"}),
    "sweep": (WHAT_IF, {"eff": "ranking", "text": "(1(2(3)2)1)(4"}),
    "writing": (GENERATE, {"text": "(1(2(3)2)1)(1(2", "length": "33"}),
}
"""The slot of each panel: its screen, and a link with a text that no other test has kept."""


def parts(app: AppTest) -> int:
    """Return how many charts, components and tables a page has."""
    return len(charts(app)) + len(app.get("bidi_component")) + len(app.dataframe)


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The queue's only turn is held until this is set."""
    with held_turn(monkeypatch) as event:
        yield event


@pytest.mark.parametrize("slot", LONG)
def test_what_takes_long_shows_its_place_beside_the_rest_of_its_page(slot: str, go_on: Event):
    page, link = LONG[slot]
    app = opened(page, **BRACKETS, **link)
    assert not app.exception
    assert [bar.proto.text for bar in app.get("progress")] == [
        "Waiting in the queue: 1 before you."
    ]
    assert app.button(key=f"stop-{slot}")
    assert app.expander, "what stands below it is there"
    before = parts(app)

    go_on.set()
    assert parts(settled(app)) > before
    again = opened(page, **BRACKETS, **link)
    assert not again.get("progress"), "it is kept"
    assert parts(again) == parts(app)


@pytest.mark.usefixtures("go_on")
@pytest.mark.parametrize("slot", LONG)
def test_what_was_stopped_leaves_the_page_and_can_be_begun(slot: str):
    page, link = LONG[slot]
    app = opened(page, **BRACKETS, **link | {"text": link["text"] + "(1"})
    app.button(key=f"stop-{slot}").click().run()

    assert not app.exception
    assert not app.get("progress")
    assert app.expander
    assert "This was stopped." in [part.value for part in app.text]
    app.button(key=f"begin-{slot}").click().run()
    assert not app.exception
    assert app.get("progress")
    assert "This was stopped." not in [part.value for part in app.text]
