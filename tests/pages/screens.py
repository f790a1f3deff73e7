"""The screens as a session runs them, and every text that Streamlit would read as Markdown."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

import pages.every_view  # noqa: F401
from core.language import best
from pages import language
from pages.shared.view import session
from tests.payload import unpack

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds that background work may take on a busy machine."""
HOME = "app.py"
STEP_THROUGH = "pages/1_Step_through.py"
COMPARE_CELLS = "pages/2_Compare_cells.py"
PARAMETER_COUNT = "pages/3_Parameter_count.py"
INSPECT_A_UNIT = "pages/4_Inspect_a_unit.py"
MEMORY_AND_GRADIENTS = "pages/5_Memory_and_gradients.py"
WHAT_IF = "pages/6_What_if.py"
TOKENS_AND_VECTORS = "pages/7_Tokens_and_vectors.py"
MODEL_BUILDER = "pages/12_Model_builder.py"
SHAPES_AND_WIRING = "pages/8_Shapes_and_wiring.py"
GENERATE = "pages/9_Generate.py"
TRAIN = "pages/10_Train.py"
OWN_NETWORK = "pages/11_Your_own_network.py"
SCREENS = (
    HOME,
    STEP_THROUGH,
    COMPARE_CELLS,
    PARAMETER_COUNT,
    INSPECT_A_UNIT,
    MEMORY_AND_GRADIENTS,
    WHAT_IF,
    TOKENS_AND_VECTORS,
    MODEL_BUILDER,
    SHAPES_AND_WIRING,
    GENERATE,
    TRAIN,
    OWN_NETWORK,
)

INERT = {"arrow_data_frame", "bidi_component", "code", "latex", "text"}
"""Elements that show a text as it is; LaTeX and our components have tests of their own."""
INERT_FIELDS = {
    "default", "deferred_file_id", "icon", "id", "page", "page_script_hash", "query_string",
    "raw_values", "type", "url", "value",
}  # fmt: skip
"""Fields for typed text, an address, and Streamlit's own identifiers."""
SPOKEN = {"customdata", "hovertemplate", "hovertext", "name", "text", "ticktext", "title"}
"""The parts of a chart that Plotly writes as pseudo-HTML."""


class Everything(frozenset[str]):
    """A set that has every part of a page in it."""

    def __contains__(self, part: object) -> bool:
        """Return that it is."""
        return True


def opened(page: str = STEP_THROUGH, **query: str) -> AppTest:
    """Return a screen as a new session opens it, from a link with the parameters of ``query``."""
    return unopened(page, **query).run()


def unopened(page: str = STEP_THROUGH, **query: str) -> AppTest:
    """Return what ``opened`` does, before its first run."""
    language.use(best(query.get("lang")))  # AppTest formats options out here
    app = AppTest.from_file(str(ROOT / HOME), default_timeout=60)
    app.session_state[session.NEAR] = Everything()  # no browser says what is in view
    if page != HOME:
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    return app


def settled(app: AppTest) -> AppTest:
    """Run the page again, as its timer does, until nothing works in the background for it."""
    deadline = time.monotonic() + PATIENCE
    while app.get("progress") and time.monotonic() < deadline:
        time.sleep(0.05)
        app.run()
    assert not app.exception
    assert not app.get("progress")
    return app


def follow(app: AppTest, query: dict[str, str]) -> AppTest:
    """Open another link in the same session."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def go_back(app: AppTest, query: dict[str, str]) -> AppTest:
    """Go back to an earlier link of the same session, or forward."""
    with patch.object(session, "went_back", return_value=True):
        return follow(app, query)


def link(app: AppTest) -> dict[str, str]:
    """Return the parameters in the address bar."""
    return {name: only(app.query_params[name]) for name in app.query_params}


def only(value: Any) -> str:
    """Return a parameter's only value; AppTest gives a list after a rerun."""
    if isinstance(value, list):
        (value,) = value
    return value


def nodes(app: AppTest) -> Iterator[Any]:
    """Yield every element and block of the page and its sidebar."""
    for part in (app.main, app.sidebar):
        yield from part


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Return every chart as what Plotly is given, with the frames over it among its shapes."""
    specs: list[dict[str, Any]] = []
    for node in nodes(app):
        if node.type == "plotly_chart":
            specs.append(json.loads(node.proto.spec))
        elif (over := over_chart(node)) and over["cursor"]:
            specs[-1] = with_frames(specs[-1], over["cursor"])  # each stands behind its chart
        elif follows := this_step(node):
            specs.append(bars(app, follows))
    return specs


def over_chart(node: Any) -> dict[str, Any] | None:
    """Return what the component over a chart was sent, or ``None`` of any other element."""
    if node.type != "bidi_component" or "over_chart" not in node.proto.component_name:
        return None
    return json.loads(node.proto.json)


def this_step(node: Any) -> str | None:
    """Return the digest that the panel of the current token follows; ``None`` of anything else."""
    if node.type != "bidi_component" or "this_step" not in node.proto.component_name:
        return None
    return json.loads(node.proto.json)["follows"]


def bars(app: AppTest, follows: str) -> dict[str, Any]:
    """Return what the panel of the current token draws, from what the stepper was sent.

    Args:
        app: the page, on which one stepper shows the trace.
        follows: the digest of that trace.
    """
    (payload,) = [
        node.proto.bytes
        for node in nodes(app)
        if node.type == "bidi_component" and "stepper" in node.proto.component_name
    ]
    cue, content, arrays = unpack(payload)
    assert cue["digest"] == follows
    data = [
        {
            "type": "bar",
            "name": quantity["title"],
            "x": list(range(content["units"])),
            "y": arrays[quantity["name"]][cue["position"] - 1].tolist(),
        }
        for quantity in content["quantities"]
    ]
    return {"data": data, "layout": {}}


def with_frames(spec: dict[str, Any], cursor: dict[str, Any]) -> dict[str, Any]:
    """Return a figure with the frames as Plotly would draw them, in every panel."""
    panels = {(trace.get("xaxis", "x"), trace.get("yaxis", "y")): None for trace in spec["data"]}
    x, unit = cursor["x"], cursor["unit"]
    frame = {"type": "rect", "line": {"width": 1.5}}
    shapes = list(spec["layout"].get("shapes", ()))
    for xref, yref in panels:
        column = {"x0": x - 0.5, "x1": x + 0.5, "y0": 0, "y1": 1}
        shapes.append(frame | column | {"xref": xref, "yref": f"{yref} domain"})
        if unit is not None:
            row = {"x0": 0, "x1": 1, "y0": unit - 0.5, "y1": unit + 0.5}
            shapes.append(frame | row | {"xref": f"{xref} domain", "yref": yref})
    return {**spec, "layout": {**spec["layout"], "shapes": shapes}}


def pseudo_html(value: Any, spoken: bool = False) -> Iterator[str]:
    """Yield every string of a chart in which Plotly would read tags and entities."""
    match value:
        case str() if spoken:
            yield value
        case dict():
            for name, part in value.items():
                if name not in {"bdata", "dtype"}:
                    yield from pseudo_html(part, spoken or name in SPOKEN)
        case list():
            for part in value:
                yield from pseudo_html(part, spoken)


def read_as_markdown(app: AppTest) -> Iterator[str]:
    """Yield every text of the page in which Streamlit or Plotly would read markup."""
    for node in nodes(app):
        if node.type == "plotly_chart":
            yield from pseudo_html(json.loads(node.proto.spec))
        elif node.type not in INERT and node.proto is not None:
            yield from _fields(node.proto)


def masked(text: str) -> str:
    """Return a text with a # in place of each number, so that only its words count."""
    return re.sub(r"\d[\d.,e+-]*", "#", text)


def _fields(message: Any) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in INERT_FIELDS:
            continue
        repeated = value if field.is_repeated else [value]
        for part in repeated:
            if field.message_type is not None:
                yield from _fields(part) if hasattr(part, "ListFields") else ()
            elif field.type == field.TYPE_STRING:
                yield part
