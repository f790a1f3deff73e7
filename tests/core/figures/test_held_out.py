"""A held-out end, its forecasts and their errors are read back from the figure's data."""

import numpy as np
import pytest

from core.figures.forecast_lines import line_of
from core.figures.held_out import held_out
from core.figures.labels import escape
from core.figures.palette import network_colour
from core.series.held_out import HeldOutForecast
from tests.core.figures.checked import checked

held_out = checked(held_out)

FORECAST = HeldOutForecast(
    rows=np.array([7, 8, 9]),
    truth=np.array([1.0, 2.0, 4.0]),
    predicted={
        "mean": np.full(3, 2.0),
        "linear": np.array([1.5, 2.0, 3.0]),
        "lstm": np.array([1.0, 2.5, 3.5]),
    },
    span=5.0,
)
NAMES = {"lstm": "LSTM <1>", "linear": "linear"}
TITLES = ("the <series>", "predicted", "error")


@pytest.mark.parametrize("dark", [False, True])
def test_forecasts_stand_above_their_errors(dark):
    figure = held_out(FORECAST, NAMES, TITLES, "row", dark)
    series, lstm, off_lstm, linear, off_linear = figure.data
    assert all(list(trace.x) == [8, 9, 10] for trace in figure.data)
    assert np.array_equal(series.y, FORECAST.truth)
    assert np.array_equal(lstm.y, FORECAST.predicted["lstm"])
    assert list(off_lstm.y) == [0, 0.5, -0.5]
    assert np.array_equal(linear.y, FORECAST.predicted["linear"])
    assert list(off_linear.y) == [0.5, 0, -1]
    assert {trace.yaxis for trace in (series, lstm, linear)} == {"y"}
    assert {trace.yaxis for trace in (off_lstm, off_linear)} == {"y2"}
    assert lstm.line.color == off_lstm.line.color == network_colour(0, dark)
    assert linear.line.dash == line_of("linear", dark)["dash"]


def test_each_forecast_stands_once_in_the_legend_and_nothing_is_markup():
    figure = held_out(FORECAST, NAMES, TITLES, "row <n>")
    shown = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert shown == [escape("the <series>"), escape("LSTM <1>"), escape("linear")]
    assert [each.text for each in figure.layout.annotations] == [
        escape(title) for title in TITLES[1:]
    ]
    assert figure.layout.xaxis2.title.text == escape("row <n>")
    assert figure.layout.xaxis.range == (7.5, 10.5)
