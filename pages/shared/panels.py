"""The charts below the stepper: they follow once the reader has settled on a step."""

import streamlit as st

from core.analysis.reading import Reading
from core.figures.one_unit import one_unit
from core.figures.opinion import opinion
from core.figures.this_step import this_step
from core.figures.whole_sentence import mark, whole_sentence
from core.notation import N_, TITLES
from pages.shared import session
from pages.shared.frame import dark
from pages.shared.language import _
from pages.shared.selection import PANELS, Selection
from pages.shared.show import output_names

PANEL_NAMES = {
    "sentence": N_("Whole sentence"),
    "step": N_("This step"),
    "unit": N_("One unit"),
}


def opinion_panel(reading: Reading, position: int) -> None:
    """Show the running opinion along the sentence, with one position marked."""
    outputs = output_names(reading)
    figure = opinion(reading.opinions, outputs, reading.labels, position, dark())
    alt = _("The probability of each output after every token of the sentence.")
    st.plotly_chart(figure, key="opinion", alt=alt, config={"displayModeBar": False})


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
    _DRAW[selection.panel](reading, selection)


def _sentence(reading: Reading, selection: Selection) -> None:
    figure = whole_sentence(reading.trace, reading.labels, _titles(), dark())
    mark(figure, selection.position, selection.unit, dark())
    alt = _("Heatmaps of every quantity: units from top to bottom, tokens from left to right.")
    st.plotly_chart(figure, key="sentence-panel", alt=alt)


def _step(reading: Reading, selection: Selection) -> None:
    figure = this_step(reading.trace, _titles(), selection.position, selection.unit, dark())
    alt = _("Bars of every quantity at the current token, one for each unit.")
    st.plotly_chart(figure, key="step-panel", alt=alt)


def _unit(reading: Reading, selection: Selection) -> None:
    where = (selection.position, selection.unit)
    figure = one_unit(reading.trace, reading.labels, _titles(), *where, dark=dark())
    alt = _("Every quantity of the selected unit along the sentence, one line each.")
    st.plotly_chart(figure, key="unit-panel", alt=alt)


def _titles() -> dict[str, str]:
    return {name: _(title) for name, title in TITLES.items()}


_DRAW = {"sentence": _sentence, "step": _step, "unit": _unit}
