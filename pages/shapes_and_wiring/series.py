"""Shapes of data, and windows made from a series: cut, scaled by its beginning, and drawn."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.analysis.reading import Reading
from core.figures.plain import Figure
from core.figures.series_windows import series_windows
from core.network.catalogue import TASKS
from core.notation import N_, Message
from core.wiring.windows import DATA_SHAPES, Windows, windows
from pages.language import _
from pages.shapes_and_wiring import cached
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared import cached as shared_cached
from pages.shared import pickers, prose
from pages.shared.charts import chart, dark
from pages.shared.view import session

HUNDREDTHS = 100
DATA: Mapping[str, Message] = {
    "tabular": N_("table"),
    "sequence": N_("sequence"),
    "image": N_("image"),
}
AXES: Mapping[str, Message] = {
    "rows": N_("rows"),
    "columns": N_("columns"),
    "samples": N_("samples"),
    "time steps": N_("time steps"),
    "features": N_("features"),
    "height": N_("height"),
    "width": N_("width"),
    "channels": N_("channels"),
}
"""Kinds of data and names of axes, as the library has them -> what they are called."""


def show(key: cached.Key) -> None:
    """Show what shapes data have, and the windows of a series with their shapes."""
    view = session.view(ShapesAndWiringView)
    prose.heading(_("Shapes of data"))
    _data_shapes()
    prose.heading(_("Windows of a series"))
    with st.container(key="wiring-windows", horizontal=True, vertical_alignment="bottom"):
        pickers.number("window", _("Time steps"), width=110)
        pickers.number("horizon", _("Steps ahead"), width=110)
        pickers.number("split", _("Training part, %"), width=130)
    values = series_of(shared_cached.reading(key.network, key.text))
    try:
        cut = windows(values, view.window, view.split / HUNDREDTHS, view.horizon)
    except ValueError:
        prose.caption(
            _("Each part needs room for a window and its target: choose shorter windows.")
        )
        return
    prose.say(sentence(cut, len(values)))
    chart(
        "series-windows",
        (values.tobytes(), view.window, view.horizon, view.split),
        lambda: _draw(cut, values),
        _("The series, and below it each window with the value that it is to predict."),
    )


def series_of(reading: Reading) -> np.ndarray:
    """Return the numbers of the text, or those of the example of a series: ``(rows,)``."""
    if reading.values is not None:
        return reading.values.astype(float)
    return np.array([float(value) for value in TASKS["wave"].example.split()])


def sentence(cut: Windows, rows: int) -> prose.Markdown:
    """Return what was made of a series, with its shapes."""
    return prose.compose(
        _(
            "Of {rows} values: training inputs [samples, time steps, features] = {training}, test "
            "inputs {test}. 0 is the smallest of the first {split} values, {low:.2f}, and 1 the "
            "largest, {high:.2f}: what comes later must not be known, so it may lie outside."
        ),
        rows=rows,
        training=str([*cut.training.inputs.shape]),
        test=str([*cut.test.inputs.shape]),
        split=cut.split,
        low=float(cut.scaling.minimum[0]),
        high=float(cut.scaling.maximum[0]),
    )


def _data_shapes() -> None:
    for name, each in DATA_SHAPES.items():
        prose.say(
            _("**{data}**: {shape}. Keras: {keras}, read by {layers}"),
            data=_(DATA[name]),
            shape=f"[{', '.join(_(AXES[axis]) for axis in each.axes)}]",
            keras=each.keras,
            layers=", ".join(each.layers),
        )


def _draw(cut: Windows, values: np.ndarray) -> Figure:
    names = (
        _("training windows"),
        _("test windows"),
        _("value to predict"),
        _("value, counted from 1"),
        _("window"),
    )
    scaled = cut.scaling.scale(values[:, None])[:, 0]
    starts = cut.training.starts, cut.test.starts
    return series_windows(scaled, cut.length, cut.horizon, starts, cut.split, names, dark())
