"""Trend and cycle of the known series, drawn apart."""

import sys

from core.figures.decomposition import decomposition
from core.generation.decomposition import Decomposition, decompose, least_values
from core.jobs.steps import Steps
from core.notation import N_
from pages.generate import series_explain
from pages.generate.series_run import SeriesRun
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.results import Work, measuring, result

SECONDS, LOADING = 0.01, 1.0
"""Of one processor, for a decomposition, and before the first one: its library takes longest."""


def show(run: SeriesRun) -> None:
    """Show the known series as trend, cycle and rest.

    Args:
        run: the series and its cycle.
    """
    values, least = run.forecast.values, least_values(run.cycle)
    if len(values) < least:
        prose.note(
            _(
                "A cycle of {cycle:d} steps has to be seen twice: at least {least:d} values are "
                "needed, and {known:d} are known."
            ),
            icon=":material/info:",
            cycle=run.cycle,
            least=least,
            known=len(values),
        )
        return
    parts = _parts(run)
    if parts is None:
        return
    titles = (_("the series and its trend"), _("cycle"), _("rest"))
    chart(
        "series-parts",
        ("parts", run.text, run.named, run.cycle),
        lambda: decomposition(
            values, parts.trend, parts.cycle, parts.rest, titles, _("value, counted from 1"), dark()
        ),
        _("The series with its trend, the cycle, and the rest, one above the other."),
    )
    series_explain.parts(parts, run.cycle)


def _parts(run: SeriesRun) -> Decomposition | None:
    """Return the parts; ``None`` while they are computed in the background."""
    loaded = "statsmodels.tsa.seasonal" in sys.modules
    work = Work(lambda: _steps(run), SECONDS if loaded else LOADING)
    panel = measuring("series-cycle", N_("Taking the series apart …"))
    return result(panel, ("decomposition", run.named, run.text, run.cycle), work)


def _steps(run: SeriesRun) -> Steps[float, Decomposition]:
    """Return the parts, in one step."""
    yield 0.0
    return decompose(run.forecast.values, run.cycle)
