"""Figures as Plotly's own classes have them, which refuse what Plotly does not know."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import plotly.graph_objects as go

from core.figures.plain import Figure, Trace

KINDS = {"scatter": go.Scatter, "heatmap": go.Heatmap, "bar": go.Bar}


def by_plotly(drawn: Any) -> Any:
    """Return a figure, a trace or a list of traces as Plotly's; anything else as it is.

    Raises:
        ValueError: if Plotly does not know a property or refuses its value.
    """
    match drawn:
        case Figure():
            return go.Figure(data=[dict(trace) for trace in drawn.data], layout=drawn.layout)
        case Trace():
            settings = dict(drawn)
            return KINDS[settings.pop("type")](settings)
        case [Trace(), *_]:
            return [by_plotly(trace) for trace in drawn]
    return drawn


def checked(draw: Callable[..., Any]) -> Any:
    """Return a function whose figures have been through Plotly's own classes."""

    @wraps(draw)
    def wrapper(*arguments: Any, **more: Any) -> Any:
        return by_plotly(draw(*arguments, **more))

    return wrapper
