"""A chart that is drawn again only when something that it depends on changes."""

from collections.abc import Callable, Hashable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.figures.cursor import with_cursor
from pages import language
from pages.shared import cached
from pages.shared.view import session

Point = dict[str, Any]
"""A clicked point: its ``x`` and ``y``, its ``curve_number`` and its ``point_index``."""

CHART_TOOLS = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "svg", "filename": "gatescope"},
}
"""On hover, a chart can be saved as a file. Zooming would get in the way of clicking."""


def dark() -> bool:
    """Return whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def chart(
    key: str,
    depends: tuple[Hashable, ...],
    draw: Callable[[], go.Figure],
    alt: str,
    *,
    mark: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    on_click: Callable[[Point], object] | None = None,
) -> None:
    """Show the figure ``draw`` makes, drawn again only when something it depends on changes.

    Args:
        key: the chart's own key.
        depends: all that ``draw`` reads, except the language and whether the page is dark.
        draw: makes the figure.
        alt: what it shows, in words.
        mark: adds to the finished figure the parts that change more often.
        on_click: takes the point that was clicked; without it, a click does nothing.
    """
    figure = cached.drawn((key, *depends, language.current(), dark()), draw)
    if mark is not None:
        figure = mark(figure)
    if on_click is None:
        st.plotly_chart(figure, key=key, alt=alt, config=CHART_TOOLS)
        return

    def clicked() -> None:
        points = session.value_of(key)["selection"]["points"]
        if points:  # a click on what is selected already reports none
            on_click(points[0])

    st.plotly_chart(
        figure, key=key, alt=alt, on_select=clicked, selection_mode="points", config=CHART_TOOLS
    )


def at_cursor(position: int, unit: int | None = None) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a function that marks a token, and a unit if given, on a finished figure."""
    return lambda figure: with_cursor(figure, position, unit, dark())


def selecting(**fields: str) -> Callable[[Point], object]:
    """Return a click handler that sets fields of the selection to coordinates of the point."""
    return lambda point: session.cue(**{name: int(point[axis]) for name, axis in fields.items()})
