"""A series and its predictions are read back from the figure's data."""

import numpy as np

from core.figures.forecast import forecast
from core.figures.labels import escape
from tests.core.figures.checked import checked

forecast = checked(forecast)

VALUES = np.array([0.5, 0.25, 1.0], np.float32)
PREDICTED = np.array([0.3, 0.9, 1.1], np.float32)
LABELS = ["0.5", "<b>", "1"]


def test_each_prediction_is_drawn_at_the_step_it_predicts():
    series, ahead = forecast(PREDICTED, VALUES, ("the series", "predicted"), LABELS).data

    assert np.array_equal(series.y, VALUES)
    assert np.array_equal(ahead.y, PREDICTED)
    assert list(series.x) == [1, 2, 3]
    assert list(ahead.x) == [2, 3, 4]
    assert (series.name, ahead.name) == ("the series", "predicted")


def test_the_axis_has_room_for_the_step_after_the_last():
    axis = forecast(PREDICTED, VALUES, ("a", "b"), LABELS).layout.xaxis

    assert axis.range == (0.5, 4.5)
    assert list(axis.ticktext)[:3] == [escape(label) for label in LABELS]
