"""The charts below the stepper: they follow once the reader has settled on a step.

A figure is drawn once for each trace; a step changes its cursor only.
"""

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.analysis.reading import Reading
from core.figures.cursor import with_cursor
from core.figures.forecast import forecast
from core.figures.one_unit import one_unit
from core.figures.opinion import opinion
from core.figures.this_step import this_step
from core.figures.whole_sentence import whole_sentence
from core.notation import N_, TITLES
from pages.shared import caches, language, session
from pages.shared.frame import CHART_TOOLS, dark
from pages.shared.language import _
from pages.shared.selection import PANELS, Selection
from pages.shared.show import output_names

PANEL_NAMES = {
    "sentence": N_("Whole sentence"),
    "step": N_("This step"),
    "unit": N_("One unit"),
}


def opinion_panel(reading: Reading, position: int | None = None) -> None:
    """Show the running opinion along the sentence, with the current token marked, if any."""
    spec = _drawn(reading, "opinion", lambda: _opinion(reading))
    alt = _("What the network says after every token of the sentence.")
    if position is None:
        st.plotly_chart(spec, key="opinion-panel", alt=alt, config=CHART_TOOLS)
    else:
        spec = with_cursor(spec, position, dark=dark())
        _chart("opinion-panel", spec, alt, {"position": "x"})


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
    spec = _drawn(
        reading,
        "sentence",
        lambda: whole_sentence(reading.trace, reading.labels, _titles(), dark()),
    )
    alt = _("Heatmaps of every quantity: units from top to bottom, tokens from left to right.")
    spec = with_cursor(spec, position, unit, dark())
    _chart("sentence-panel", spec, alt, {"position": "x", "unit": "y"})


def _step(reading: Reading, position: int, unit: int) -> None:
    spec = _drawn(
        reading,
        ("step", position, unit),
        lambda: this_step(reading.trace, _titles(), position, unit, dark()),
    )
    alt = _("Bars of every quantity at the current token, one for each unit.")
    _chart("step-panel", spec, alt, {"unit": "x"})


def _unit(reading: Reading, position: int, unit: int) -> None:
    spec = _drawn(
        reading,
        ("unit", unit),
        lambda: one_unit(reading.trace, reading.labels, _titles(), unit, dark()),
    )
    alt = _("Every quantity of the selected unit along the sentence, one line each.")
    _chart("unit-panel", with_cursor(spec, position, dark=dark()), alt, {"position": "x"})


def _drawn(reading: Reading, what: object, draw: Callable[[], go.Figure]) -> dict[str, Any]:
    return caches.drawn((reading.digest, str(what), language.current(), dark()), draw)


def _chart(key: str, spec: dict[str, Any], alt: str, clicks: Mapping[str, str]) -> None:
    """Show a chart in which a click selects: field of the selection -> coordinate of the point."""

    def clicked() -> None:
        points = session.value_of(key)["selection"]["points"]
        if points:  # a click on what is selected already reports none
            session.cue(**{name: int(points[0][axis]) for name, axis in clicks.items()})

    st.plotly_chart(
        spec, key=key, alt=alt, on_select=clicked, selection_mode="points", config=CHART_TOOLS
    )


def _titles() -> dict[str, str]:
    return {name: _(title) for name, title in TITLES.items()}


_DRAW = {"sentence": _sentence, "step": _step, "unit": _unit}
