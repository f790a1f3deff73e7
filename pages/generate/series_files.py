"""A series and its forecasts as files, and the same in Python."""

from collections.abc import Iterator

import numpy as np
import streamlit as st

from pages.generate.series_run import SeriesRun
from pages.language import _
from pages.shared import python_lines
from pages.shared.downloads import export, origin, table_file, trace_files
from pages.shared.view.selection import Selection

NEW_LINE = "\n"
NAMES = ("position", "known", "one_step", "free", "last_value", "mean", "same_phase")


def offer(run: SeriesRun, selection: Selection) -> None:
    """Offer the forecasts and the trace as files, and the lines that make them.

    Args:
        run: the forecasts.
        selection: what is shown.
    """
    table, trace, _rest = st.columns([2, 2, 3])
    with table:
        table_file(NAMES, lambda: rows(run), "gatescope-series")
    with trace:
        export(lambda: _trace_files(run, selection))
    with st.expander(_("This view as Python")):
        st.code(as_python(run), language="python", wrap_lines=True)


def _trace_files(run: SeriesRun, selection: Selection) -> None:
    file_name = f"gatescope-series-{run.named.task}-{run.named.name}"
    trace_files(run.forecast.trace, origin(run.reading, selection.reference), file_name)


def rows(run: SeriesRun) -> Iterator[tuple[object, ...]]:
    """Yield a row for each value that is known or predicted, counted from 1; empty where neither.

    Args:
        run: the forecasts.
    """
    forecast = run.forecast
    prime, length = forecast.prime, max(len(forecast.values) + 1, len(forecast.trace))
    columns = (
        (0, forecast.values),
        (0, forecast.one_step),
        (prime, forecast.free),
        *((prime, each) for each in run.baselines.values()),
    )
    for place in range(length):
        yield place + 1, *(_at(column, place - start) for start, column in columns)


def _at(column: np.ndarray, place: int) -> float | None:
    if not 0 <= place < len(column) or np.isnan(column[place]):
        return None
    return float(column[place])


def as_python(run: SeriesRun) -> str:
    """Return the lines of Python that make the same forecast.

    Args:
        run: the forecasts.
    """
    forecast = run.forecast
    imports, load = python_lines.loading(run.named)
    return (
        "from core.generation.decomposition import decompose\n"
        "from core.generation.forecast import forecast\n"
        "from core.generation.horizon import errors_over_horizon\n"
        f"{NEW_LINE.join(imports)}\n"
        "\n"
        f"{load}\n"
        f"values = network.encode({run.text!r}).codes\n"
        f"run = forecast(network, values, prime={forecast.prime}, horizon={len(forecast.free)})\n"
        "run.free, run.one_step              # the two forecasts\n"
        'run.trace["hidden_state"]           # the states that free running went through\n'
        f"errors_over_horizon(network, values, horizon={len(forecast.free)}, cycle={run.cycle})\n"
        f"decompose(values, cycle={run.cycle})\n"
    )
