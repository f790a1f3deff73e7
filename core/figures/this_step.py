"""Every quantity at one token, with a bar for each unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .labels import quiet_layout
from .palette import colour
from .plain import Bar, Figure
from .stacked_panels import stacked_panels

if TYPE_CHECKING:
    from ..trace import Trace

PANEL_HEIGHT = 130


def this_step(
    trace: Trace, titles: Mapping[str, str], position: int, unit: int, dark: bool = False
) -> Figure:
    """Return a panel of bars over units for each quantity; the selected unit's bar is solid.

    Args:
        trace: the trace to draw.
        titles: display name of each quantity.
        position: the token, from 1.
        unit: the selected unit, from 0.
        dark: whether the page is dark.
    """
    quantities = trace.quantities
    figure = stacked_panels(quantities, titles, 0.27, dark)
    for row, quantity in enumerate(quantities, start=1):
        values = trace[quantity.name][position - 1]
        bars = _bars(values, titles[quantity.name], colour(quantity.name, dark), unit)
        figure.add_trace(bars, row=row, col=1)
        if quantity.bounds is not None:
            low, high = quantity.bounds
            figure.update_yaxes(range=[low * 1.05, high * 1.05], row=row)
    figure.update_yaxes(zeroline=True, nticks=3)
    figure.update_xaxes(showgrid=False, zeroline=False)
    return quiet_layout(figure, 60 + PANEL_HEIGHT * len(quantities))


def _bars(values: np.ndarray, title: str, fill: str, unit: int) -> Bar:
    units = np.arange(len(values))
    return Bar(
        x=units,
        y=values,
        name=title,
        marker={
            "color": fill,
            "opacity": np.where(units == unit, 1.0, 0.45),
            "line": {"width": 0},
        },
        hovertemplate="%{x}<br>%{y:.4f}",
    )
