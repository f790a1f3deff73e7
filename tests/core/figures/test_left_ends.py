"""Labels stand at their points, in order, and never on top of each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.left_ends import ABOVE_THE_AXIS, APART, BELOW, LeftEnd, label_left_ends
from core.figures.log_axis import power_axis
from core.figures.plain import Figure

HEIGHT = 340
POWERS = st.lists(st.floats(-6, 0) | st.just(-np.inf), max_size=3)


@given(POWERS, st.booleans())
def test_no_label_covers_another_and_none_is_below_the_axis(powers, dark):
    figure, ends = Figure(), (-5.0, 0.0)
    left_ends = [LeftEnd(power, f"{number}", "#123456") for number, power in enumerate(powers)]

    label_left_ends(figure, left_ends, ends, HEIGHT, dark)

    notes = figure.select_annotations()
    low, high = power_axis(*ends)["range"]
    heights = [(note["y"] - low) * HEIGHT / (high - low) + note["yshift"] for note in notes]
    assert (np.diff(heights) >= APART - 1e-6).all()
    assert min(heights, default=ABOVE_THE_AXIS) >= ABOVE_THE_AXIS
    drawn = sorted(max(power, ends[0]) for power in powers)
    assert [note["y"] for note in notes] == pytest.approx(drawn)


def test_labels_that_have_room_stay_at_their_points():
    figure = Figure()
    left_ends = [LeftEnd(power, "1 %", "#123456") for power in (-1.0, -3.0, -2.0)]

    label_left_ends(figure, left_ends, (-4.0, 0.0), HEIGHT, False)

    assert [note["yshift"] for note in figure.select_annotations()] == pytest.approx([-BELOW] * 3)
