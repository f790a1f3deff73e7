"""The charts below the stepper: they follow once the reader has settled on a step.

A figure is drawn once for each trace; a step changes its cursor only.
"""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.analysis.reading import Reading
from core.figures.cursor import with_cursor
from core.figures.forecast import forecast
from core.figures.opinion import opinion
from core.figures.this_step import this_step
from core.figures.unit_lines import one_unit
from core.figures.whole_sentence import whole_sentence
from core.notation import N_, TITLES
from pages.language import _
from pages.shared.charts import Point, chart
from pages.shared.frame import dark
from pages.shared.show import output_names
from pages.shared.view import session
from pages.shared.view.selection import PANELS, Selection

PANEL_NAMES = {
    "sentence": N_("Whole sentence"),
    "step": N_("This step"),
    "unit": N_("One unit"),
}


def opinion_panel(reading: Reading, position: int | None = None) -> None:
    """Show the running opinion along the sentence, with the current token marked, if any."""
    alt = _("What the network says after every token of the sentence.")
    drawn = "opinion-panel", (reading.digest,), lambda: _opinion(reading), alt
    if position is None:
        chart(*drawn)
    else:
        chart(*drawn, mark=_cursor(position), on_click=_select(position="x"))


def _opinion(reading: Reading) -> go.Figure:
    outputs, labels = output_names(reading), reading.labels
    if reading.values is None:
        return opinion(reading.opinions, outputs, labels, dark())
    names = (_("the series"), _("foretold"))
    return forecast(reading.opinions[:, 0], reading.values, names, labels, dark())


def panels(reading: Reading, selection: Selection) -> None:
    """Show the chart that the reader has chosen."""
    key = session.widget("panel", selection.panel)
    st.segmented_control(
        _("Chart"),
        PANELS,
        format_func=lambda name: _(PANEL_NAMES[name]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=session.on_change(key, lambda panel: session.choose(panel=panel)),
    )
    _DRAW[selection.panel](reading, selection.position, selection.unit)


def _sentence(reading: Reading, position: int, unit: int) -> None:
    chart(
        "sentence-panel",
        (reading.digest,),
        lambda: whole_sentence(reading.trace, reading.labels, _titles(), dark()),
        _("Heatmaps of every quantity: units from top to bottom, tokens from left to right."),
        mark=_cursor(position, unit),
        on_click=_select(position="x", unit="y"),
    )


def _step(reading: Reading, position: int, unit: int) -> None:
    chart(
        "step-panel",
        (reading.digest, position, unit),
        lambda: this_step(reading.trace, _titles(), position, unit, dark()),
        _("Bars of every quantity at the current token, one for each unit."),
        on_click=_select(unit="x"),
    )


def _unit(reading: Reading, position: int, unit: int) -> None:
    chart(
        "unit-panel",
        (reading.digest, unit),
        lambda: one_unit(reading.trace, reading.labels, _titles(), unit, dark()),
        _("Every quantity of the selected unit along the sentence, one line each."),
        mark=_cursor(position),
        on_click=_select(position="x"),
    )


def _cursor(position: int, unit: int | None = None) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda figure: with_cursor(figure, position, unit, dark())


def _select(**fields: str) -> Callable[[Point], object]:
    """Return what takes a click: field of the selection -> coordinate of the point."""
    return lambda point: session.cue(**{name: int(point[axis]) for name, axis in fields.items()})


def _titles() -> dict[str, str]:
    return {name: _(title) for name, title in TITLES.items()}


_DRAW = {"sentence": _sentence, "step": _step, "unit": _unit}
