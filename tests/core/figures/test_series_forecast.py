"""A series and its forecasts are read back from the figure's data."""

import numpy as np
import pytest

from core.figures.forecast_lines import ink_of
from core.figures.labels import escape
from core.figures.series_forecast import DrawnForecast, series_forecast
from tests.core.figures.checked import checked

series_forecast = checked(series_forecast)

VALUES = np.array([0.5, 0.25, 1.0, 0.75], np.float32)
FREE = np.array([0.3, 0.9, 1.1], np.float32)
ONE_STEP = np.array([0.4, 0.5, 0.6, 0.7], np.float32)
FORECASTS = {
    "mean": DrawnForecast("<mean>", 2, np.full(3, 0.375)),
    "one-step": DrawnForecast("one-step", 1, ONE_STEP),
    "free": DrawnForecast("free", 2, FREE),
}
NAMES = ("the <series>", "value")


@pytest.mark.parametrize("dark", [False, True])
def test_each_prediction_stands_at_the_value_that_it_is_of(dark):
    figure = series_forecast(VALUES, 2, FORECASTS, NAMES, dark)
    series, mean, one_step, free = figure.data

    assert np.array_equal(series.y, VALUES)
    assert list(series.x) == [1, 2, 3, 4]
    assert np.array_equal(free.y, FREE)
    assert list(free.x) == [3, 4, 5]
    assert np.array_equal(one_step.y, ONE_STEP)
    assert list(one_step.x) == [2, 3, 4, 5]
    assert list(mean.x) == [3, 4, 5]
    assert (series.name, mean.name) == (escape("the <series>"), escape("<mean>"))
    assert series.legendrank < free.legendrank < one_step.legendrank < mean.legendrank
    for trace, name in zip((mean, one_step, free), FORECASTS, strict=True):
        assert trace.line.color == ink_of(name, dark)


def test_what_was_read_is_shaded_and_everything_has_room():
    figure = series_forecast(VALUES, 2, FORECASTS, NAMES)
    shaded, cut = figure.layout.shapes

    assert (shaded.x0, shaded.x1, cut.x0) == (0.5, 2.5, 2.5)
    assert figure.layout.xaxis.range == (0.5, 5.5)
    assert series_forecast(VALUES, 4, {}, NAMES).layout.xaxis.range == (0.5, 4.5)


@pytest.mark.parametrize("dark", [False, True])
def test_no_two_forecasts_look_alike(dark):
    figure = series_forecast(VALUES, 2, FORECASTS, NAMES, dark)

    looks = {(trace.line.color, trace.line.dash, trace.mode) for trace in figure.data}
    assert len(looks) == len(figure.data)
    names = ("free", "one-step", "last-value", "mean", "same-phase")
    assert len({ink_of(name, dark) for name in names}) == len(names)
