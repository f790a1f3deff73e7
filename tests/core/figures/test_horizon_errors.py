"""Errors over the steps ahead are read back from the figure's data."""

import numpy as np

from core.figures.horizon_errors import horizon_errors
from core.figures.labels import escape
from tests.core.figures.checked import checked

horizon_errors = checked(horizon_errors)

ERRORS = {"free": np.array([0.1, 0.2, 0.4]), "same-phase": np.array([0.3, np.nan, np.nan])}
CALLED = {"free": "free-running", "same-phase": "<same phase>", "mean": "not drawn"}
AXES = ("steps <ahead>", "error")


def test_each_error_stands_at_its_steps_ahead():
    free, phase = horizon_errors(ERRORS, CALLED, AXES).data

    assert list(free.x) == [1, 2, 3]
    assert np.array_equal(free.y, ERRORS["free"])
    assert np.array_equal(phase.y, ERRORS["same-phase"], equal_nan=True)
    assert (free.name, phase.name) == (escape("free-running"), escape("<same phase>"))
    assert free.line.dash == "solid" != phase.line.dash


def test_the_floor_is_a_line_with_its_name():
    figure = horizon_errors(ERRORS, CALLED, AXES, ("<noise>", 0.1), dark=True)
    (line,), (name,) = figure.layout.shapes, figure.layout.annotations

    assert (line.y0, line.y1, name.y) == (0.1, 0.1, 0.1)
    assert name.text == escape("<noise>")
    assert not horizon_errors(ERRORS, CALLED, AXES).layout.shapes


def test_the_axes_begin_at_one_step_and_at_no_error():
    layout = horizon_errors(ERRORS, CALLED, AXES).layout

    assert layout.xaxis.range == (0.5, 3.5)
    assert layout.yaxis.rangemode == "tozero"
    assert layout.xaxis.title.text == escape("steps <ahead>")
    assert horizon_errors({"free": np.ones(1)}, CALLED, AXES).layout.xaxis.range == (0.5, 2.5)
