"""How far each forecast is off: a line over the steps ahead, and a table."""

import numpy as np
import streamlit as st

from core.figures.horizon_errors import horizon_errors
from core.generation.horizon import HorizonErrors
from pages.generate import series_explain
from pages.generate.series_run import FORECASTS, SeriesRun
from pages.language import _
from pages.shared import prose, tables
from pages.shared.charts import chart, dark

LEAST_STARTS = 5
"""An error over fewer starts says more about these than about the forecast."""


def show(run: SeriesRun) -> None:
    """Show the errors of all forecasts, from this start and over many.

    Args:
        run: the forecasts.
    """
    judged = steps_judged(run.errors)
    if judged:
        _lines(run, judged)
    else:
        prose.note(
            _(
                "To judge a forecast from several starts, at least {least:d} known values are "
                "needed; this series has {known:d}."
            ),
            icon=":material/info:",
            least=run.errors.first + LEAST_STARTS,
            known=len(run.forecast.values),
        )
    series_explain.growing_errors(run, judged)
    _table(run, judged)


def steps_judged(errors: HorizonErrors) -> int:
    """Return how many steps ahead there are enough starts to judge from."""
    return int(np.count_nonzero(errors.starts >= LEAST_STARTS))


def _lines(run: SeriesRun, judged: int) -> None:
    errors = {name: error[:judged] for name, error in run.errors.roots.items()}
    chart(
        "series-errors-chart",
        run.key,
        lambda: horizon_errors(
            errors,
            {name: _(called) for name, called in FORECASTS.items()},
            (_("steps ahead"), _("root mean squared error")),
            None if run.noise is None else (_("noise"), run.noise),
            dark(),
        ),
        _("The error of every forecast over the steps ahead, a line each."),
    )


def _table(run: SeriesRun, judged: int) -> None:
    columns: dict[str, list] = {
        _("forecast"): [_(FORECASTS[name]) for name in FORECASTS],
        _("after value {prime}").format(prime=run.forecast.prime): [
            _finite(from_here(run)[name]) for name in FORECASTS
        ],
    }
    for steps in dict.fromkeys((1, min(run.cycle, judged), judged)) if judged else ():
        title = _("{steps} ahead ({starts} starts)")
        starts = run.errors.starts[steps - 1]
        columns[title.format(steps=steps, starts=starts)] = [
            _finite(run.errors.roots[name][steps - 1]) for name in FORECASTS
        ]
    number = st.column_config.NumberColumn(format="%.3f")
    tables.table(columns, {name: number for name in list(columns)[1:]})
    prose.caption(
        _(
            "Root mean squared errors. The first column judges the forecasts of the chart above on "
            "the values that are known after the start; the others judge forecasts that start "
            "again after every value from number {first:d} on."
        ),
        first=run.errors.first,
    )


def from_here(run: SeriesRun) -> dict[str, float]:
    """Return the root mean squared error of each forecast from this start; NaN without a truth."""
    forecast, truth = run.forecast, run.forecast.truth
    steps = len(truth)
    made = {
        "free": forecast.free[:steps],
        "one-step": forecast.one_step[forecast.prime :][:steps],
        **{name: each[:steps] for name, each in run.baselines.items()},
    }
    if not steps:
        return dict.fromkeys(made, np.nan)
    return {name: float(np.sqrt(np.mean((each - truth) ** 2))) for name, each in made.items()}


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
