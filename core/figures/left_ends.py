"""Labels beside the first points of lines on a logarithmic axis, none on top of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .labels import escape
from .log_axis import power_axis
from .palette import page
from .plain import Figure

APART, BELOW = 26, 13
"""Pixels from one label to the next, in the larger type of a lecture as well, and from a point to
its label: lines rise to the right."""
ABOVE_THE_AXIS = 10
"""Pixels from the axis to the lowest label."""


class LeftEnd(NamedTuple):
    """The first point of a line.

    Attributes:
        power: its height as a power of ten; -inf for 0.
        label: what is written beside it.
        ink: the line's colour.
    """

    power: float
    label: str
    ink: str


def label_left_ends(
    figure: Figure,
    left_ends: Sequence[LeftEnd],
    ends: tuple[float, float],
    pixels: float,
    dark: bool,
) -> None:
    """Write each label to the right of its point, a little lower, or where others leave room.

    Args:
        figure: the figure, whose lines begin at x = 1.
        left_ends: the points.
        ends: of the axis, as powers of ten; points below it count as its lower end.
        pixels: the height of the axis.
        dark: whether the page is dark.
    """
    low, high = power_axis(*ends)["range"]
    scale = pixels / (high - low)
    sorted_ends = sorted(left_ends)
    points = np.array([max(power, ends[0]) for power, _label, _ink in sorted_ends])
    halo = ", ".join([f"0 0 3px {page(dark)}"] * 4)
    places = apart((points - low) * scale - BELOW)
    for (_power, label, ink), point, place in zip(sorted_ends, points, places, strict=True):
        figure.add_annotation(
            x=1,
            y=point,
            text=escape(label),
            showarrow=False,
            xanchor="left",
            xshift=6,
            yshift=place - (point - low) * scale,
            font={"size": 13, "color": ink, "shadow": halo},
        )


def apart(heights: np.ndarray) -> np.ndarray:
    """Return heights in pixels, ascending, moved as little as keeps labels from each other.

    >>> apart(np.array([30.0, 34.0, 90.0])).tolist(), apart(np.array([3.0, 4.0])).tolist()
    ([10.0, 36.0, 90.0], [10.0, 36.0])
    """
    moved = heights.copy()
    for place in range(len(moved) - 2, -1, -1):
        moved[place] = min(moved[place], moved[place + 1] - APART)
    floor = float(ABOVE_THE_AXIS)
    for place, height in enumerate(moved):
        moved[place] = max(height, floor)
        floor = moved[place] + APART
    return moved
