"""Labels of points: none on another in any window, and as many as there is room for."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.figures.label_places import LETTER, LINE, MARK, label_places

SCALES = (20.0, 100.0)
POINTS = hnp.arrays(
    float, st.tuples(st.integers(1, 8), st.just(2)), elements=st.floats(0, 10, width=16)
)


def edges(point: np.ndarray, label: str, place: str) -> tuple[float, float, float, float]:
    """Return the left, lower, right and upper edge of a label, as Plotly places it."""
    width, (down, across) = LETTER * len(label), place.split()
    left = {"right": MARK, "left": -MARK - width, "center": -width / 2}[across]
    beside = across != "center"
    low = {"top": LINE / 2 if beside else LINE, "middle": -LINE / 2}.get(
        down, -1.5 * LINE if beside else -2 * LINE
    )
    x, y = point
    return x + left, y + low, x + left + width, y + low + LINE


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(one[axis] < other[axis + 2] and other[axis] < one[axis + 2] for axis in (0, 1))


@given(POINTS)
def test_no_label_is_on_another_in_any_window(points: np.ndarray) -> None:
    labels = [f"word {number}" for number in range(len(points))]
    places = label_places(points, labels, SCALES)
    assert places[0] is not None or len(points) > 1
    for scale in SCALES:
        boxes = [
            edges(point * scale, label, place)
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
