"""Plotly's figures as plain dictionaries, with the part of Plotly's interface that is used here.

Plotly's own classes check every property each time that one is set, which takes a hundred times as
long as all else: 70 ms for six heatmaps. The tests hand each figure to those classes, which check
it then. Names and arguments are Plotly's; only what the figures of this folder need is here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any, Self

import numpy as np

Settings = Mapping[str, Any]

_SHORT_TYPES = {
    "int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4",
    "float32": "f4", "float64": "f8",
}  # fmt: skip
"""The types of arrays that plotly.js reads from bytes."""


class Part(dict[str, Any]):
    """The settings of one part; ``update`` merges what is nested, and returns the part."""

    def __init__(self, settings: Settings | None = None, /, **more: Any) -> None:
        super().__init__()
        self.update(settings, **more)

    def update(self, settings: Settings | None = None, /, **more: Any) -> Self:  # type: ignore[override]
        """Merge settings into those of the part."""
        _merge(self, {**(settings or {}), **more})
        return self


class Trace(Part):
    """The settings of one trace, its type among them."""

    kind = ""

    def __init__(self, settings: Settings | None = None, /, **more: Any) -> None:
        super().__init__({"type": self.kind, **(settings or {})}, **more)


class Scatter(Trace):
    """Points, lines or texts."""

    kind = "scatter"


class Heatmap(Trace):
    """A matrix in colours."""

    kind = "heatmap"


class Bar(Trace):
    """Bars."""

    kind = "bar"


class Figure:
    """Traces and their layout.

    Attributes:
        data: the traces, in the order in which they are drawn.
        layout: everything else, by Plotly's names.
    """

    def __init__(
        self, traces: Trace | Sequence[Trace] = (), layout: Settings | None = None
    ) -> None:
        self.data: list[Trace] = [traces] if isinstance(traces, Trace) else list(traces)
        self.layout: dict[str, Any] = {"xaxis": {}, "yaxis": {}} | dict(layout or {})
        self._panels: dict[tuple[int, int], tuple[str, str]] = {}  # row and column -> axes

    @classmethod
    def of_panels(cls, rows: int, columns: int = 1, **settings: Any) -> Self:
        """Return a figure with panels in rows and columns, as ``make_subplots`` lays them out."""
        figure = cls(layout=deepcopy(_grid(rows, columns, tuple(settings.items()))))
        places = [(row, column) for row in range(rows) for column in range(columns)]
        for number, (row, column) in enumerate(places, start=1):
            suffix = "" if number == 1 else str(number)
            figure._panels[row + 1, column + 1] = f"x{suffix}", f"y{suffix}"
        return figure

    def add_trace(self, trace: Trace, row: int | None = None, col: int | None = None) -> Self:
        """Add a trace, in a figure of panels to one of them, counted from 1."""
        if row is not None and col is not None:
            x, y = self._panels[row, col]
            trace.update(xaxis=x, yaxis=y)
        self.data.append(trace)
        return self

    def add_traces(self, traces: Sequence[Trace]) -> Self:
        """Add traces."""
        self.data += traces
        return self

    def add_scatter(self, **settings: Any) -> Self:
        """Add points, a line or texts."""
        return self.add_trace(Scatter(settings))

    def add_bar(self, **settings: Any) -> Self:
        """Add bars."""
        return self.add_trace(Bar(settings))

    def update_traces(self, selector: Settings | None = None, **settings: Any) -> Self:
        """Merge settings into the traces that have those of the selector, or into all."""
        for trace in self.data:
            if all(trace.get(name) == value for name, value in (selector or {}).items()):
                trace.update(settings)
        return self

    def update_layout(self, **settings: Any) -> Self:
        """Merge settings into the layout."""
        _merge(self.layout, settings)
        return self

    def update_xaxes(self, row: int | None = None, col: int | None = None, **settings: Any) -> Self:
        """Merge settings into the horizontal axes, of one row or column or of all panels."""
        for axis in self._axes("x", row, col):
            _merge(axis, settings)
        return self

    def update_yaxes(self, row: int | None = None, col: int | None = None, **settings: Any) -> Self:
        """Merge settings into the vertical axes, of one row or column or of all panels."""
        for axis in self._axes("y", row, col):
            _merge(axis, settings)
        return self

    def select_yaxes(self, row: int) -> Iterator[dict[str, Any]]:
        """Yield the vertical axes of a row."""
        return self._axes("y", row, None)

    def select_annotations(self) -> list[Part]:
        """Return the annotations, such as the panels' titles; what is changed in them stays."""
        return self.layout.setdefault("annotations", [])

    def update_annotations(self, **settings: Any) -> Self:
        """Merge settings into all annotations."""
        for annotation in self.select_annotations():
            annotation.update(settings)
        return self

    def add_annotation(self, settings: Settings | None = None, /, **more: Any) -> Self:
        """Add a text at a point."""
        self.select_annotations().append(Part(settings, **more))
        return self

    def add_shape(self, **settings: Any) -> Self:
        """Add a line or a rectangle."""
        self.layout.setdefault("shapes", []).append(settings)
        return self

    def add_hline(self, y: float, **settings: Any) -> Self:
        """Add a horizontal line to every panel that has a trace."""
        for xref, yref in self._drawn():
            ends = {"x0": 0, "x1": 1, "xref": f"{xref} domain", "y0": y, "y1": y, "yref": yref}
            self.add_shape(type="line", **ends, **settings)
        return self

    def add_vline(self, x: float, **settings: Any) -> Self:
        """Add a vertical line to every panel that has a trace."""
        for xref, yref in self._drawn():
            ends = {"x0": x, "x1": x, "xref": xref, "y0": 0, "y1": 1, "yref": f"{yref} domain"}
            self.add_shape(type="line", **ends, **settings)
        return self

    def add_vrect(self, x0: float, x1: float, **settings: Any) -> Self:
        """Add a rectangle as high as its panel to every panel that has a trace."""
        for xref, yref in self._drawn():
            ends = {"x0": x0, "x1": x1, "xref": xref, "y0": 0, "y1": 1, "yref": f"{yref} domain"}
            self.add_shape(type="rect", **ends, **settings)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return what plotly.js reads, as JSON can hold it: arrays as bytes, and no None."""
        return {"data": [_plain(trace) for trace in self.data], "layout": _plain(self.layout)}

    def _axes(self, letter: str, row: int | None, col: int | None) -> Iterator[dict[str, Any]]:
        if row is None and col is None:
            yield from (axis for name, axis in self.layout.items() if name[:5] == f"{letter}axis")
            return
        for place, axes in self._panels.items():
            if row in (None, place[0]) and col in (None, place[1]):
                name = axes["xy".index(letter)]
                yield self.layout[f"{letter}axis{name[1:]}"]

    def _drawn(self) -> list[tuple[str, str]]:
        """Return the axes of the panels that have a trace."""
        used = {(trace.get("xaxis", "x"), trace.get("yaxis", "y")) for trace in self.data}
        panels = list(self._panels.values()) or [("x", "y")]
        return [axes for axes in panels if axes in used]


@lru_cache(maxsize=64)
def _grid(rows: int, columns: int, settings: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    from plotly.subplots import make_subplots  # only for the places of the panels, once

    layout = make_subplots(rows=rows, cols=columns, **dict(settings)).to_dict()["layout"]
    layout.pop("template", None)
    layout["annotations"] = [Part(each) for each in layout.get("annotations", ())]
    return layout


def _merge(old: dict[str, Any], new: Settings) -> None:
    for name, value in new.items():
        if isinstance(value, Mapping):
            part = old.get(name)
            old[name] = part if isinstance(part, dict) else {}
            _merge(old[name], value)  # into a dictionary of its own, which no other trace shares
        else:
            old[name] = value


def _plain(value: Any, name: str = "") -> Any:
    match value:
        case Mapping():
            return {key: _plain(part, key) for key, part in value.items() if part is not None}
        case np.ndarray():
            return _bytes_of(value)
        case np.generic():
            return value.item()
        case list() | tuple():
            return [_plain(part) for part in value]
        case str() if name == "title":
            return {"text": value}
    return value


def _bytes_of(array: np.ndarray) -> Any:
    """Return an array as plotly.js reads it from bytes, or as a list if it cannot be one."""
    if array.dtype == np.int64 and array.size:  # plotly.js has none of these
        fitting = (kind for kind in ("int8", "int16", "int32") if _fits(array, kind))
        array = array.astype(next(fitting, "int64"))
    short = _SHORT_TYPES.get(str(array.dtype))
    if short is None or not array.size:
        return _plain(array.tolist())
    encoded = {"dtype": short, "bdata": b64encode(array.tobytes()).decode("ascii")}
    return encoded | ({"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {})


def _fits(array: np.ndarray, kind: str) -> bool:
    limits = np.iinfo(kind)
    return limits.min <= array.min() and array.max() <= limits.max
