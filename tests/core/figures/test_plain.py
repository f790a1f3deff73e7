"""The plain figures against Plotly's own: the same calls give the same JSON."""

import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
import plotly.io
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from plotly.subplots import make_subplots

from core.figures import plain

GRID = {"shared_xaxes": True, "vertical_spacing": 0.1, "subplot_titles": ("a", "b", "c")}
LINE = {"color": "#123456", "width": 2}


def of_panels() -> tuple[plain.Figure, go.Figure]:
    return plain.Figure.of_panels(3, **GRID), make_subplots(rows=3, **GRID)


def alone() -> tuple[plain.Figure, go.Figure]:
    return plain.Figure(), go.Figure()


def as_json(figure: Any) -> Any:
    spec = json.loads(str(plotly.io.to_json(figure.to_dict(), validate=False)))
    spec["layout"].pop("template", None)
    spec["layout"] = {name: part for name, part in spec["layout"].items() if part not in ({}, [])}
    return spec


def filled(figure: Any, traces: Any, panels: bool) -> Any:
    """Draw a line, bars and a heatmap, in the first two panels where there are several."""
    places = [{"row": 1, "col": 1}, {"row": 1, "col": 1}, {"row": 2, "col": 1}]
    kinds = (
        traces.Scatter({"x": np.arange(3), "y": [1, 2, 3], "line": LINE}, mode="lines", name=None),
        traces.Bar(
            x=np.arange(3), y=np.arange(1, 4, dtype=np.float32), marker={"opacity": np.ones(3)}
        ),
        traces.Heatmap(z=np.zeros((2, 3), np.float32), colorscale=[(0, "#fff"), (1, "#000")]),
    )
    for trace, place in zip(kinds, places, strict=True):
        trace.update({"hoverinfo": "skip"}, visible=True)
        figure.add_trace(trace, **(place if panels else {}))
    return figure


CALLS: dict[str, Callable[[Any], Any]] = {
    "update_layout": lambda figure: figure.update_layout(
        height=300, margin={"l": 1, "t": 2}
    ).update_layout(margin={"t": 3}, legend={"orientation": "h"}),
    "axes": lambda figure: figure.update_xaxes(range=[0, 4], tickvals=[1, 2]).update_yaxes(
        title="y", tickfont={"size": 3}, tickangle=None
    ),
    "traces": lambda figure: figure.update_traces(name="all").update_traces(
        line={"dash": "dot"}, selector={"mode": "lines"}
    ),
    "scatter and bar": lambda figure: figure.add_scatter(x=[1], y=[2], line=LINE).add_bar(y=[1]),
    "lines": lambda figure: figure.add_hline(y=0.5, line=LINE).add_vline(x=1.5, line=LINE),
    "rectangle": lambda figure: figure.add_vrect(0.5, 1.5, line={"width": 0}, layer="below"),
    "shape": lambda figure: figure.add_shape(type="line", x0=0, x1=1, y0=0, y1=1, line=LINE),
    "annotation": lambda figure: figure.add_annotation(
        {"x": 1, "y": 2}, text="t", font={"size": 9}
    ),
    "annotations": lambda figure: figure.update_annotations(x=0, font={"size": 15}),
}


@pytest.mark.parametrize("make", [alone, of_panels])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_each_method_does_what_plotlys_does(call, make):
    ours, theirs = make()

    call(filled(ours, plain, make is of_panels))
    call(filled(theirs, go, make is of_panels))

    assert as_json(ours) == as_json(theirs)


def test_axes_of_one_row_are_those_of_plotlys_row():
    ours, theirs = of_panels()

    for figure in (ours, theirs):
        figure.update_yaxes(row=2, nticks=3)
        figure.update_yaxes(row=3, col=1, nticks=4)

    assert as_json(ours) == as_json(theirs)
    (axis,) = theirs.select_yaxes(row=2)
    assert tuple(next(ours.select_yaxes(row=2))["domain"]) == axis.domain


@given(
    arrays(
        st.sampled_from([np.float32, np.float64, np.int64, np.int8, np.uint8, np.bool_]),
        array_shapes(min_dims=1, max_dims=2, max_side=5),
    )
)
def test_arrays_come_back_as_they_were(array):
    (trace,) = as_json(plain.Figure(plain.Heatmap(z=array)))["data"]

    z = trace["z"]
    if isinstance(z, dict):
        shape = [int(size) for size in z.get("shape", str(len(array))).split(",")]
        z = np.frombuffer(b64decode(z["bdata"]), z["dtype"]).reshape(shape)
    else:
        z = np.array([np.nan if value is None else value for value in z], dtype=array.dtype)
    np.testing.assert_array_equal(z, array)


def test_a_trace_made_of_another_shares_nothing_with_it():
    line = plain.Scatter(line={"color": "#111", "width": 1})

    plain.Scatter(line).update(line={"color": "#222"})

    assert line["line"] == {"color": "#111", "width": 1}


def test_what_is_changed_in_one_figure_of_panels_is_not_in_the_next():
    first, second = (plain.Figure.of_panels(2, subplot_titles=("a", "b")) for _ in range(2))

    first.update_annotations(x=0)
    first.update_yaxes(nticks=2)

    assert second.to_dict() == plain.Figure.of_panels(2, subplot_titles=("a", "b")).to_dict()
    assert second.to_dict() != first.to_dict()
