"""Parts of a page with widgets in them: what changes the view there changes all of the page."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from tests.pages.screens import (
    COMPARE_CELLS,
    GENERATE,
    INSPECT_A_UNIT,
    MEMORY_AND_GRADIENTS,
    PARAMETER_COUNT,
    STEP_THROUGH,
    TOKENS_AND_VECTORS,
    TRAIN,
    WHAT_IF,
    link,
    nodes,
    opened,
)

TEXT = {"text": "a good film", "lang": "en"}
SIZES = {"d": "4000", "h": "4000", "lang": "en"}  # too large to be timed
MARKED = TEXT | {"look": "found", "span": "1~2", "on": "10"}
UNTRAINED = {"lseed": "31", "until": "10", "lang": "en"}
PAGES: list[tuple[str, dict[str, str], set[str]]] = [
    (PARAMETER_COUNT, SIZES, {"matrices", "curves", "details"}),
    (INSPECT_A_UNIT, TEXT | {"look": "along"}, {"look-view"}),
    (INSPECT_A_UNIT, TEXT | {"look": "spread"}, {"look-view"}),
    (INSPECT_A_UNIT, TEXT | {"look": "contexts"}, {"look-view"}),
    (INSPECT_A_UNIT, TEXT | {"look": "tracks"}, {"look-view"}),
    (INSPECT_A_UNIT, MARKED, {"look-view"}),
    (TOKENS_AND_VECTORS, TEXT | {"view": "map"}, {"padded", "vectors"}),
    (TOKENS_AND_VECTORS, TEXT | {"view": "network-map"}, {"padded", "vectors"}),
    (STEP_THROUGH, TEXT, {"charts"}),
    (COMPARE_CELLS, TEXT, {"scores", "first-token-left"}),
    (MEMORY_AND_GRADIENTS, TEXT | {"look": "reach"}, {"paths", "step-spectrum"}),
    (WHAT_IF, TEXT, set()),
    (GENERATE, TEXT | {"model": "shakespeare"}, {"quotes"}),
    (TRAIN, UNTRAINED, {"gates-by-design"}),
]
"""Links to pages, and the parts of each that are drawn once they are in view."""
ROOM = "-room"
KEY_OF_BLOCK = 2
"""The place of a container's own key in its identifier, whose parts are joined by hyphens."""


def rooms(block: Any, part: str | None = None) -> Iterator[tuple[str, Any]]:
    """Yield the key of each part of the page below a block, and with it each widget in the part."""
    identifier = getattr(getattr(block, "proto", None), "id", "")
    if identifier.endswith(ROOM):
        key: str = identifier.removesuffix(ROOM).split("-", KEY_OF_BLOCK)[KEY_OF_BLOCK]
        part = key
        yield key, None
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield from rooms(child, part)
        elif part and type(child).__name__ in CHANGES and not getattr(child, "disabled", False):
            yield part, child


def _other(widget: Any) -> None:
    (now,) = widget.indices if widget.type == "button_group" else (widget.index,)
    widget.set_value(widget.options[now - 1])


def _next(widget: Any) -> None:
    step = widget.step or 1
    up = widget.value + step <= widget.max
    widget.set_value(widget.value + step if up else widget.value - step)


def _turned(widget: Any) -> None:
    widget.set_value(not widget.value)


CHANGES: dict[str, Callable[[Any], object]] = {
    "Button": lambda widget: widget.click(),
    "ButtonGroup": _other,
    "Selectbox": _other,
    "NumberInput": _next,
    "Slider": _next,
    "Checkbox": _turned,
    "Toggle": _turned,
}
"""Kinds of widgets, and how one is given another value."""


def widgets(app: AppTest) -> list[tuple[str, Any]]:
    return [(part, widget) for part, widget in rooms(app.main) if widget is not None]


def with_change(page: str, query: dict[str, str], number: int) -> AppTest:
    """Return a page of a new session, in which one of the widgets in parts has another value."""
    app = opened(page, **query)
    _part, widget = widgets(app)[number]
    CHANGES[type(widget).__name__](widget)
    return app


def run_only(app: AppTest, part: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Run a part of the page alone, as a browser asks for it when a widget in it has changed."""
    (due,) = app._fragment_storage.resolve_target(part)
    asked = partial(RerunData, fragment_id_queue=[due])
    with monkeypatch.context() as patched:
        patched.setattr("streamlit.testing.v1.local_script_runner.RerunData", asked)
        return app.run()


def shown(app: AppTest) -> list[bytes]:
    """Return all that is on a page, except its files, each of which has a new name every time."""
    assert not app.exception
    elements = [node for node in nodes(app) if node.proto and node.type != "download_button"]
    return [element.proto.SerializeToString() for element in elements]


@pytest.mark.parametrize(("page", "query", "parts"), PAGES)
def test_every_part_with_its_widgets_is_known(
    page: str, query: dict[str, str], parts: set[str]
) -> None:
    assert {part for part, _widget in rooms(opened(page, **query).main)} == parts


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "query", "fields"),
    [
        (INSPECT_A_UNIT, MARKED, {"on", "edges", "unit"}),
        (TOKENS_AND_VECTORS, TEXT | {"view": "map"}, {"t"}),
        (TOKENS_AND_VECTORS, TEXT | {"view": "network-map"}, {"t"}),
    ],
)
def test_a_widget_in_a_part_changes_all_of_the_page(
    page: str, query: dict[str, str], fields: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(page, **query)
    changed = set()
    for number, (part, widget) in enumerate(widgets(before)):
        whole = with_change(page, query, number).run()
        alone = run_only(with_change(page, query, number), part, monkeypatch)

        assert link(alone) == link(whole), widget.label
        assert shown(alone) == shown(whole), widget.label
        changed |= set(dict(link(alone).items() ^ link(before).items()))
    assert changed == fields


@pytest.mark.parametrize(("page", "query", "parts"), PAGES)
def test_a_part_in_which_nothing_was_changed_is_drawn_alone(
    page: str, query: dict[str, str], parts: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(page, **query)
    for part in parts:
        whole = {*shown(app.run())}
        assert {*shown(run_only(app, part, monkeypatch))} < whole
