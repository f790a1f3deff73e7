"""Where the labels of points stand, so that none runs into another, whatever the window's width."""

from collections.abc import Sequence
from unicodedata import east_asian_width

import numpy as np

SIDES = tuple(
    f"{vertical} {horizontal}"
    for vertical, horizontal in (
        ("top", "center"),
        ("bottom", "center"),
        ("middle", "right"),
        ("middle", "left"),
        ("top", "right"),
        ("bottom", "right"),
        ("top", "left"),
        ("bottom", "left"),
    )
)
"""Plotly's positions of a label, the best first."""
LETTER, WIDE_LETTER, TYPE, MARK = 7.5, 13.0, 13.0, 10.0
"""Pixels: of a letter, of a Korean one, of the type, and of the mark at a point."""
ABOVE, BELOW = 1.1, 0.4
"""What a line takes above and below the foot of its letters, in sizes of the type."""


def label_places(
    points: np.ndarray, labels: Sequence[str], scales: Sequence[float], times: float = 1
) -> list[str | None]:
    """Return the side on which each label stands; ``None`` where there is room on none of them.

    The first labels have the first choice.

    Args:
        points: the middles of the n points, ``(n, 2)``.
        labels: what stands at them, as it is read.
        scales: pixels for one unit of the axes, in windows of different widths.
        times: how many times as large as usual the type is.
    """
    widths = [times * _width(label) for label in labels]
    marks = [np.concatenate([points * scale] * 2, 1) + _around(MARK / 2) for scale in scales]
    taken: list[list[np.ndarray]] = [[] for _ in scales]
    places: list[str | None] = []
    for number, width in enumerate(widths):
        around = {side: box(width, TYPE * times, side) for side in SIDES}
        boxes = {
            side: [np.tile(points[number] * scale, 2) + edges for scale in scales]
            for side, edges in around.items()
        }
        place = next((side for side in SIDES if _is_free(boxes[side], number, marks, taken)), None)
        places.append(place)
        for others, edges in zip(taken, boxes[place] if place else [], strict=False):
            others.append(edges)
    return places


def box(width: float, size: float, side: str) -> np.ndarray:
    """Return the left, lower, right and upper edge of a label, in pixels from its point upwards.

    Plotly keeps a label as far from the point as its mark is wide, and a little further.

    Args:
        width: pixels that the label takes.
        size: pixels of its type.
        side: one of ``SIDES``.
    """
    vertical, horizontal = side.split()
    apart = MARK / 2 / 0.8 + 1
    foot = {"top": apart + 0.25 * size, "middle": -0.25 * size, "bottom": -apart - 0.75 * size}
    left = {"right": apart, "center": -width / 2, "left": -apart - width}[horizontal]
    low, high = foot[vertical] - BELOW * size, foot[vertical] + ABOVE * size
    return np.array([left, low, left + width, high])


def _around(distance: float) -> np.ndarray:
    return np.array([-distance, -distance, distance, distance])


def _width(label: str) -> float:
    """Return the width of a label in type of the usual size, in pixels."""
    wide = sum(east_asian_width(letter) in "WF" for letter in label)
    return WIDE_LETTER * wide + LETTER * (len(label) - wide)


def _is_free(
    boxes: Sequence[np.ndarray],
    number: int,
    marks: Sequence[np.ndarray],
    taken: Sequence[Sequence[np.ndarray]],
) -> bool:
    """Return whether a label meets no other label, and no mark but its own, in any window."""
    for label, others, points in zip(boxes, taken, marks, strict=True):
        rest = np.delete(points, number, 0)
        obstacles = np.concatenate([rest, np.array(others).reshape(-1, 4)])
        apart = np.maximum(obstacles[:, :2] - label[2:], label[:2] - obstacles[:, 2:])
        if (apart.max(1, initial=-np.inf) < 0).any():
            return False
    return True
