"""The distance is read back from the figure's data."""

import numpy as np
import pytest

from core.figures.labels import MOST_LABELS, escape
from core.figures.palette import colour
from core.figures.state_distance import state_distance
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

state_distance = checked(state_distance)


@pytest.mark.parametrize("dark", [False, True])
def test_the_line_is_the_distance_at_each_token(dark):
    distance = np.linspace(0, 2, len(NASTY))
    figure = state_distance(distance, "<distance>", shown(NASTY), dark)
    (line,) = figure.data

    assert np.array_equal(line.y, distance)
    assert list(line.x) == list(range(1, len(NASTY) + 1))
    assert line.line.color == colour("hidden_state", dark)
    assert line.name == escape("<distance>")
    assert list(line.customdata) == [escape(label) for label in shown(NASTY)]
    assert list(figure.layout.xaxis.ticktext) == [escape(label) for label in shown(NASTY)]
    assert figure.layout.yaxis.rangemode == "tozero"


@pytest.mark.parametrize(
    ("tokens", "mode"), [(1, "lines+markers"), (MOST_LABELS + 1, "lines"), (0, "lines+markers")]
)
def test_single_tokens_can_be_seen_and_many_are_not_crowded(tokens, mode):
    figure = state_distance(np.ones(tokens), "distance", ["x"] * tokens)

    assert figure.data[0].mode == mode
    assert len(figure.data[0].y) == tokens
