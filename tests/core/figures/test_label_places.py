"""Labels of points: none on another in any window, and as many as there is room for."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.figures.label_places import LETTER, MARK, SIDES, TYPE, box, label_places

SCALES = (20.0, 100.0)
POINTS = hnp.arrays(
    float, st.tuples(st.integers(1, 8), st.just(2)), elements=st.floats(0, 10, width=16)
)


def meet(one: np.ndarray, other: np.ndarray) -> bool:
    return all(one[axis] < other[axis + 2] and other[axis] < one[axis + 2] for axis in (0, 1))


@given(POINTS, st.sampled_from([1.0, 1.25, 2.0]))
def test_no_label_is_on_another_in_any_window(points: np.ndarray, times: float) -> None:
    labels = [f"word {number}" for number in range(len(points))]
    places = label_places(points, labels, SCALES, times)
    assert places[0] is not None or len(points) > 1
    for scale in SCALES:
        boxes = [
            np.tile(point * scale, 2) + box(times * LETTER * len(label), times * TYPE, place)
            for point, label, place in zip(points, labels, places, strict=True)
            if place is not None
        ]
        assert not any(meet(one, other) for one, other in combinations(boxes, 2))


def test_points_far_from_each_other_all_have_labels() -> None:
    points = np.array([[0, 0], [10, 0], [0, 10], [10, 10.0]])
    assert None not in label_places(points, ["a word"] * 4, SCALES)


def test_of_points_in_one_place_some_have_labels_and_the_others_none() -> None:
    places = label_places(np.zeros((20, 2)), ["a word"] * 20, SCALES)
    assert None in places


def test_a_label_lies_on_its_side_of_the_mark_and_clear_of_it() -> None:
    for side in SIDES:
        left, low, right, high = box(60, TYPE, side)
        vertical, horizontal = side.split()
        assert {"right": left > MARK / 2, "left": right < -MARK / 2}.get(horizontal, left == -30)
        assert {"top": high > MARK, "bottom": low < -MARK}.get(vertical, low < 0 < high)
        assert (right - left, high > low) == (60, True)
