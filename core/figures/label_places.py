"""Where the labels of points stand, so that none runs into another, whatever the window's width."""

from collections.abc import Sequence
from unicodedata import east_asian_width

import numpy as np

SIDES = {
    "top center": (-0.5, 1.0),
    "bottom center": (-0.5, -2.0),
    "middle right": (0.0, -0.5),
    "middle left": (-1.0, -0.5),
    "top right": (0.0, 0.5),
    "bottom right": (0.0, -1.5),
    "top left": (-1.0, 0.5),
    "bottom left": (-1.0, -1.5),
}
"""Plotly's positions: where the label's lower left corner lies from its point, in widths and
heights of the label."""
LETTER, WIDE_LETTER, LINE, MARK = 7.5, 13.0, 18.0, 9.0
"""Pixels: of a letter, of a Korean one, of a line, and from a point's middle to its label."""


def label_places(
    points: np.ndarray, labels: Sequence[str], scales: Sequence[float]
) -> list[str | None]:
    """Return the side on which each label stands; ``None`` where there is room on none of them.

    The first labels have the first choice.

    Args:
        points: the middles of the n points, ``(n, 2)``.
        labels: what stands at them, as it is read.
        scales: pixels for one unit of the axes, in windows of different widths.
    """
    marks = [np.concatenate([points * scale] * 2, 1) + _around(MARK / 2) for scale in scales]
    taken: list[list[np.ndarray]] = [[] for _ in scales]
    places: list[str | None] = []
    for number, label in enumerate(labels):
        boxes = {
            side: [_box(points[number] * scale, label, side) for scale in scales] for side in SIDES
        }
        place = next((side for side in SIDES if _is_free(boxes[side], number, marks, taken)), None)
        places.append(place)
        for others, box in zip(taken, boxes[place] if place else [], strict=False):
            others.append(box)
    return places


def _around(distance: float) -> np.ndarray:
    return np.array([-distance, -distance, distance, distance])


def _box(point: np.ndarray, label: str, side: str) -> np.ndarray:
    """Return the left, lower, right and upper edge of a label, in pixels."""
    wide = sum(east_asian_width(letter) in "WF" for letter in label)
    size = np.array([WIDE_LETTER * wide + LETTER * (len(label) - wide), LINE])
    apart = MARK * np.array([{"right": 1, "left": -1}.get(side.split()[1], 0), 0])
    corner = point + apart + np.array(SIDES[side]) * size
    return np.concatenate([corner, corner + size])


def _is_free(
    boxes: Sequence[np.ndarray],
    number: int,
    marks: Sequence[np.ndarray],
    taken: Sequence[Sequence[np.ndarray]],
) -> bool:
    """Return whether a label meets no other label, and no mark but its own, in any window."""
    for box, others, points in zip(boxes, taken, marks, strict=True):
        rest = np.delete(points, number, 0)
        obstacles = np.concatenate([rest, np.array(others).reshape(-1, 4)])
        apart = np.maximum(obstacles[:, :2] - box[2:], box[:2] - obstacles[:, 2:])
        if (apart.max(1, initial=-np.inf) < 0).any():
            return False
    return True
