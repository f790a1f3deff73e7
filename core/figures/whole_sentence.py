"""Every quantity of a whole sentence as a heatmap of units by tokens, over one token axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..notation import in_reading_order
from .hover_targets import hover_targets
from .labels import quiet_layout, token_axis
from .palette import scale
from .plain import Figure, Heatmap
from .stacked_panels import stacked_panels

if TYPE_CHECKING:
    from ..trace import Trace

PANEL_HEIGHT = 170
MOST_TARGETS = 2_500
"""Largest number of hover targets in all panels. Each slows the page down, including the stepper:
4,700 visible ones take 50 ms per frame."""


def whole_sentence(
    trace: Trace, labels: Sequence[str], titles: Mapping[str, str], dark: bool = False
) -> Figure:
    """Return one heatmap per quantity, in the order of reading.

    Args:
        trace: the trace to draw.
        labels: display text of its T tokens.
        titles: display name of each quantity, in the reader's language.
        dark: whether the page is dark.
    """
    quantities = in_reading_order(trace.quantities)
    figure = stacked_panels(quantities, titles, 0.22, dark)
    for row, quantity in enumerate(quantities, start=1):
        values, title = trace[quantity.name], titles[quantity.name]
        low, high = _range(values, quantity.bounds)
        heatmap = Heatmap(z=values.T, x=np.arange(1, len(values) + 1), name=title)
        heatmap.update(zmin=low, zmax=high, colorscale=scale(quantity, dark), hoverinfo="skip")
        heatmap.update(colorbar=_colour_bar(figure, row, low, high))
        figure.add_trace(heatmap, row=row, col=1)
        points = hover_targets(values, labels, MOST_TARGETS // len(quantities))
        figure.add_trace(points.update(name=title), row=row, col=1)
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(showgrid=False, zeroline=False, autorange="reversed", title=None)
    return quiet_layout(figure, 60 + PANEL_HEIGHT * len(quantities))


def _range(values: np.ndarray, bounds: tuple[float, float] | None) -> tuple[float, float]:
    """Return the ends of the scale: the bounds, or symmetric about zero if there are none."""
    if bounds is not None:
        return bounds
    largest = float(np.abs(values).max(initial=0.0)) or 1.0
    return -largest, largest


def _colour_bar(figure: Figure, row: int, low: float, high: float) -> dict:
    bottom, top = next(figure.select_yaxes(row=row))["domain"]
    return {
        "len": top - bottom,
        "y": (top + bottom) / 2,
        "thickness": 10,
        "tickvals": [low, (low + high) / 2, high],
        "tickformat": ".2~f",
        "outlinewidth": 0,
    }
