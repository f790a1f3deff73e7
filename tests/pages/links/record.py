"""Records of what a page shows for a link: its numbers, not its words.

``links.json`` holds links as they were handed out, each with what its page showed then. To record
them again, once it is clear that every difference is intended::

    python -m tests.pages.links.record [NAME …]

That keeps each entry's ``name``, ``page`` and ``query``, opens the page again, and writes
``shows``: of all entries, or of those with these names. To add a link, write those three into the
file first, and the page that it ``leads_to`` where that is another one.
"""

import json
import math
import os
import re
import sys
import time
from array import array
from base64 import b64decode
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from tests.pages.screens import charts, link, nodes, opened

FILE = Path(__file__).parent / "links.json"
WIDTH = 100
PATIENCE = 60.0
"""Seconds within which a text has to be read in the background."""
DIGITS = 4
TOLERANCE = 1e-2
NEGLIGIBLE = 1e-6
"""Smaller differences come from rounding."""
MICROSECONDS = "µs"

SET = {
    "button_group", "checkbox", "color_picker", "date_input", "multiselect", "number_input",
    "radio", "select_slider", "selectbox", "slider", "text_area", "text_input", "time_input",
    "toggle",
}  # fmt: skip
"""Kinds of widgets that hold a value; a button holds none."""
NOTICES = ("warning", "info", "error", "success")
HEADINGS = ("title", "header", "subheader")
EXACT = ("link", "notices", "headings")
"""Parts of a record to which nothing may be added."""
GONE = "nothing any more"
COORDINATES = ("x", "y", "z", "base")
TYPES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}
"""Plotly's names of the number types that it packs -> their codes in Python's ``array``."""
PLACES = {
    "cell", "first", "label", "labels", "length", "measure", "pinned", "position", "span",
    "threshold", "total", "unit",
}  # fmt: skip
"""Fields sent to components that say which place they show, and of what."""
MOST_TOKENS = 40
"""Tokens of a long text that are recorded."""


def open_fully(page: str, query: dict[str, str]) -> AppTest:
    """Open a link, and return its page once it has read all texts in the background."""
    app = opened(page, **query)
    deadline = time.monotonic() + PATIENCE
    while app.get("progress") and time.monotonic() < deadline:
        time.sleep(0.05)
        app.run()
    return app


def snapshot(app: AppTest) -> dict[str, Any]:
    """Return what a page shows, in values that JSON keeps as they are."""
    sent = [_data(node) for node in nodes(app) if node.type == "bidi_component"]
    record = {
        "exceptions": len(app.exception),
        "link": link(app),
        "offered": any(link(app) == query for data in sent for query in _offered(data)),
        "notices": {kind: len(app.get(kind)) for kind in NOTICES},
        "headings": {kind: len(app.get(kind)) for kind in HEADINGS},
        "widgets": _widgets(app),
        "metrics": [_numbers_in(f"{each.value} {each.delta}") for each in app.metric],
        "components": [places for data in sent if (places := _places(data))],
        "charts": [_drawn(chart) for chart in charts(app)],
        "columns": [column for table in app.dataframe for column in _columns(table.value)],
    }
    return json.loads(json.dumps(record, allow_nan=False))


def missing(recorded: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return what was recorded and is not shown any more, a line for each thing.

    The link, the notices and the headings have to be the same. Widgets, metrics, components, charts
    and tables may have been added, as long as the recorded ones still come in the same order.
    """
    lines: list[str] = []
    for part, was in recorded.items():
        here = now[part]
        if isinstance(was, list) and not _in_order(was, here):
            lines += [f"{part}: were {len(was)}, are {len(here)}; not all of those are among these"]
            for place, (each, other) in enumerate(zip(was, here, strict=False)):
                lines += _differences(each, other, f"{part}.{place}")
        elif not isinstance(was, list):
            lines += _differences(was, here, part)
        if part in EXACT:
            lines += [f"{part}.{name}: is new" for name in here if name not in was]
    return lines


def _in_order(was: list[Any], here: list[Any]) -> bool:
    """Return whether every recorded thing is there, in the recorded order."""
    rest = iter(here)
    return all(any(not [*_differences(each, other, "")] for other in rest) for each in was)


def _differences(was: Any, now: Any, where: str) -> Iterator[str]:
    """Yield where two values differ: floats must be nearly the same, all else exactly."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name, part in was.items():
            yield from _differences(part, now.get(name, GONE), f"{where}.{name}")
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for place, (part, other) in enumerate(zip(was, now, strict=True)):
            yield from _differences(part, other, f"{where}.{place}")
    elif isinstance(was, float) and isinstance(now, float | int):
        if not math.isclose(was, now, rel_tol=TOLERANCE, abs_tol=NEGLIGIBLE):
            yield f"{where}: was {was}, is {now}"
    elif type(was) is not type(now) or was != now:
        yield f"{where}: was {was!r}, is {now!r}"


# ---- widgets and figures -------------------------------------------------------------------------


def _widgets(app: AppTest) -> dict[str, Any]:
    """Return the value of each widget with a key of its own."""
    values = {node.key: node.value for node in nodes(app) if node.type in SET and node.key}
    return dict(zip(_renumbered(values), values.values(), strict=True))


def _renumbered(keys: Iterable[str]) -> Iterator[str]:
    """Yield keys, with the numbers in their middle replaced by 1, 2, … as they first appear."""
    counted: dict[str, list[str]] = {}
    for key in keys:
        if parts := re.fullmatch(r"([a-z]+)-(\d+)-(.+)", key):
            numbers = counted.setdefault(parts[1], [])
            if parts[2] not in numbers:
                numbers.append(parts[2])
            yield f"{parts[1]}-{numbers.index(parts[2]) + 1}-{parts[3]}"
        else:
            yield key


def _numbers_in(text: str) -> list[int | float]:
    """Return the numbers in a text; one without a point, such as 1,234, as an ``int``."""
    written = re.findall(r"[-+−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", text)
    plain = [number.replace(",", "").replace("−", "-") for number in written]
    return [int(number) if re.fullmatch(r"[-+]?\d+", number) else float(number) for number in plain]


def _columns(table: Any) -> Iterator[dict[str, Any]]:
    """Yield a digest of each column of a data frame, whatever the order of its rows.

    Times are left out, be they a column or a row: they are measured whenever a page is opened.
    """
    timed = [any(MICROSECONDS in str(value) for value in row) for row in table.values.tolist()]
    for place, name in enumerate(table.columns):
        if MICROSECONDS not in str(name):
            values = zip(table.iloc[:, place].tolist(), timed, strict=True)
            yield _digest([_number(value) for value, left_out in values if not left_out], False)


def _number(value: object) -> float | None:
    """Return a number, also one in a string; ``None`` for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _digest(values: Iterable[float | None], ordered: bool = True) -> dict[str, Any]:
    """Return how many numbers there are, the sums of those above and below 0, and their middle.

    Args:
        values: the numbers, and ``None`` for each value that is no number.
        ordered: whether their order matters, so that the middle, weighted by size, is recorded.
    """
    every = list(values)
    numbers = [value for value in every if value is not None and math.isfinite(value)]
    up = sum(value for value in numbers if value > 0)
    down = sum(value for value in numbers if value < 0)
    digest: dict[str, Any] = {"of": len(every), "numbers": len(numbers)}
    if numbers:
        digest |= {"up": _rounded(up), "down": _rounded(down)}
    if ordered and up - down > NEGLIGIBLE:
        moment = sum(place * abs(value) for place, value in enumerate(numbers))
        digest["middle"] = _rounded(moment / (up - down))
    return digest


def _rounded(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


# ---- charts --------------------------------------------------------------------------------------


def _drawn(chart: dict[str, Any]) -> dict[str, Any]:
    """Return what a chart draws: its traces, and where its marks begin and end."""
    marks = chart["layout"].get("shapes", [])
    ends = [_number(mark.get(end)) for mark in marks for end in ("x0", "x1")]
    return {
        "count": len(chart["data"]),
        "traces": [_trace(trace) for trace in chart["data"]],
        "marks": _digest(ends, ordered=False),
    }


def _trace(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a trace without its words; the order of points without a line does not matter."""
    ordered = trace.get("mode") != "markers"
    coordinates = {name: _shaped(trace[name]) for name in COORDINATES if name in trace}
    digests = {
        name: _digest(values, ordered) | {"of": shape}
        for name, (shape, values) in coordinates.items()
    }
    name = trace.get("name")
    sign = None if name is None else " ".join(re.findall(r"[A-Z]{3,}|\d+", name))
    return {"type": trace.get("type", "scatter"), "name": sign} | digests


def _shaped(values: Any) -> tuple[list[int], list[float | None]]:
    """Return the shape of an array in a chart, and its numbers one after the other."""
    if isinstance(values, dict):
        numbers = array(TYPES[values["dtype"]], b64decode(values["bdata"]))
        shape = [int(size) for size in str(values.get("shape", len(numbers))).split(",")]
        return shape, [float(number) for number in numbers]
    if not isinstance(values, list):
        return [], [_number(values)]
    parts = [_shaped(value) for value in values]
    inner = parts[0][0] if parts else []
    return [len(values), *inner], [number for _shape, numbers in parts for number in numbers]


# ---- components ----------------------------------------------------------------------------------


def _data(component: Any) -> list[Any]:
    """Return every JSON value in what a component is sent, as text or within bytes.

    Args:
        component: its node.
    """
    proto = component.proto
    match proto.WhichOneof("data"):
        case "json":
            value = json.loads(proto.json)
            return [json.loads(value) if isinstance(value, str) else value]
        case "bytes":
            return list(_objects(proto.bytes.decode("latin-1")))
    return []


def _objects(text: str) -> Iterator[Any]:
    """Yield every JSON object in a text, one after the other."""
    at = text.find("{")
    while at >= 0:
        try:
            value, end = json.JSONDecoder().raw_decode(text, at)
            yield value
        except ValueError:
            end = at + 1
        at = text.find("{", end)


def _named(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield each name and its value in a JSON value, at any depth, but not within ``words``."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name != "words":
                yield name, part
                yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)


def _offered(data: list[Any]) -> Iterator[dict[str, str]]:
    """Yield the link that a component offers to copy."""
    for name, value in _named(data):
        if name == "query" and isinstance(value, str):
            yield dict(parse_qsl(value, keep_blank_values=True))


def _places(data: list[Any]) -> dict[str, list[Any]]:
    """Return the fields that say which place a component shows; of aligned rows, the tokens."""
    places: dict[str, list[Any]] = {}
    for name, value in _named(data):
        if name in PLACES:
            places.setdefault(name, []).append(
                value[:MOST_TOKENS] if isinstance(value, list) else value
            )
        elif name == "tokens" and isinstance(value[0], list):
            row = [part for token in value for part in token if isinstance(part, str)]
            places.setdefault(name, []).append(row)
    return places


# ---- the file ------------------------------------------------------------------------------------


def entries() -> list[dict[str, Any]]:
    """Return every entry of the file."""
    return json.loads(FILE.read_text("utf-8"))


def laid_out(value: Any, indent: int = 0) -> str:
    """Return JSON in which every value that fits on one line is on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + len(flat) < WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = " " * (indent + 1)
    if isinstance(value, list):
        lines, (left, right) = [inner + laid_out(part, indent + 1) for part in value], "[]"
    else:
        named = ((json.dumps(name, ensure_ascii=False), part) for name, part in value.items())
        lines = [f"{inner}{name}: {laid_out(part, indent + 1)}" for name, part in named]
        left, right = "{}"
    return f"{left}\n" + ",\n".join(lines) + f"\n{' ' * indent}{right}"


def record(names: Iterable[str] = ()) -> None:
    """Open every link of the file, or those named, and write down what their pages show now."""
    again = [
        {name: value for name, value in entry.items() if name != "shows"}
        | {"shows": snapshot(open_fully(entry["page"], entry["query"]))}
        if not names or entry["name"] in names
        else entry
        for entry in entries()
    ]
    FILE.write_text(laid_out(again) + "\n", "utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ["GATESCOPE_CACHE"] = folder
        record(sys.argv[1:])
