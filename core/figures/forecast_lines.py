"""One look for each way of forecasting, in every figure that has it."""

from __future__ import annotations

from typing import Any

from .palette import colour, part_colour, signed

DASHES = {"last-value": "dot", "mean": "dash", "same-phase": "dashdot", "linear": "longdash"}
"""Baselines are dashed, each in a way of its own, in addition to their colours."""
_PARTS = {"last-value": 2, "mean": 4, "same-phase": 3, "linear": 1}


def ink_of(forecast: str, dark: bool = False) -> str:
    """Return the colour of a forecast: ``free``, ``one-step``, or a baseline."""
    if forecast in _PARTS:
        return part_colour(_PARTS[forecast], dark)
    return signed(forecast == "one-step", dark)  # as predictions are drawn along a text


def line_of(forecast: str, dark: bool = False) -> dict[str, Any]:
    """Return the settings of a forecast's line."""
    width = {"free": 3, "one-step": 1.5}.get(forecast, 2)
    return {
        "color": ink_of(forecast, dark),
        "width": width,
        "dash": DASHES.get(forecast, "solid"),
    }


def truth_line(dark: bool = False) -> dict[str, Any]:
    """Return the settings of the line of the values themselves."""
    return {"color": colour("hidden_state", dark), "width": 1.5}


LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
"""Above the chart; it may have two lines, for which ``quiet_layout`` leaves no room by itself."""
