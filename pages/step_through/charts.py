"""The charts below the stepper: they follow once the reader has settled on a step.

A chart along the sentence is not drawn again at each step, which only moves its cursor.
"""

from core.analysis.reading import Reading
from core.figures.unit_lines import unit_lines_of
from core.figures.whole_sentence import whole_sentence
from pages.components.over_chart import Cursor
from pages.components.this_step import this_step
from pages.language import _
from pages.shared import pickers
from pages.shared.charts import chart, dark
from pages.shared.part import part_in_view
from pages.shared.quantity_titles import title
from pages.shared.view import session
from pages.step_through.view import StepThroughView

CHARTS = "charts"


def charts(reading: Reading) -> None:
    """Show the chart that the reader has chosen, drawn again when the unit is another one."""
    pickers.one_of("panel", _("Chart"), label_visibility="collapsed")
    part_in_view(_chart, reading, key=CHARTS)


def _chart(reading: Reading) -> None:
    selection = session.selection_now()
    _DRAW[selection.of(StepThroughView).panel](reading, selection.position, selection.unit)


def _sentence(reading: Reading, position: int, unit: int) -> None:
    chart(
        "sentence-panel",
        (reading.digest,),
        lambda: whole_sentence(reading.trace, reading.labels, _titles(reading), dark()),
        _("Heatmaps of every quantity: units from top to bottom, tokens from left to right."),
        cursor=Cursor(position, unit, reading.digest),
    )


def _step(reading: Reading, _position: int, _unit: int) -> None:
    this_step(reading.digest, key="step-panel")


def _unit(reading: Reading, position: int, unit: int) -> None:
    chart(
        "unit-panel",
        (reading.digest, unit),
        lambda: unit_lines_of(reading.trace, reading.labels, _titles(reading), unit, dark()),
        _("Every quantity of the selected unit along the sentence, one line each."),
        cursor=Cursor(position, follows=reading.digest),
    )


def _titles(reading: Reading) -> dict[str, str]:
    return {quantity.name: title(quantity) for quantity in reading.trace.quantities}


_DRAW = {"sentence": _sentence, "step": _step, "unit": _unit}
