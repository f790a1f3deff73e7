"""A chart that is drawn again only when something that it depends on changes."""

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from core.figures.larger import larger
from core.figures.palette import colour
from core.figures.plain import Figure
from pages import language
from pages.components.over_chart import Clicked, Cursor, over_chart, read_clicked
from pages.shared import cached, network_names
from pages.shared.view import session

CHART_TOOLS = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "svg", "filename": "gatescope"},
}
"""On hover, a chart can be saved as a file. Zooming would get in the way of clicking."""

LECTURE = 1.25
"""How many times as large as usual a chart's type is in a lecture."""


def dark() -> bool:
    """Return whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def type_size() -> float:
    """Return how many times as large as usual the type is."""
    return LECTURE if session.selection_now().lecture else 1


def chart(
    key: str,
    depends: tuple[Hashable, ...],
    draw: Callable[[], Figure],
    alt: str,
    *,
    cursor: Cursor | None = None,
    on_click: Callable[[Clicked], object] | None = None,
) -> None:
    """Show the figure ``draw`` makes, drawn again only when something it depends on changes.

    Args:
        key: the chart's own key.
        depends: all that ``draw`` reads, except the language, whether the page is dark, and the
            titles of this session's networks.
        draw: makes the figure.
        alt: what it shows, in words.
        cursor: the token that is framed; it may move without the figure being sent again.
        on_click: takes the point that was clicked; without it, a click moves the reader that the
            cursor follows, if any.
    """
    titles = network_names.titles_in(session.selection_now())
    about = (key, *depends, language.current(), dark(), *titles)
    figure = cached.drawn(about, draw, type_size())
    over = f"{key}-over"

    def clicked() -> None:
        point = read_clicked(session.reported(over, "clicked"))
        if point is not None and on_click is not None:
            on_click(point)

    with st.container(gap=None):  # what lies over the chart takes no space below it
        st.plotly_chart(figure, key=key, alt=alt, config=CHART_TOOLS)
        if cursor is not None or on_click is not None:
            frame = colour("hidden_state", dark())
            over_chart(key, cursor, frame, clicked if on_click else None, key=over)


def show_figure(
    key: str, figure: Figure, alt: str, tools: Mapping[str, Any] = MappingProxyType(CHART_TOOLS)
) -> None:
    """Show a figure that is drawn in each run, since it is not kept."""
    ready = cached.ReadyFigure(larger(figure.to_dict(), type_size()))
    st.plotly_chart(ready, key=key, alt=alt, config=dict(tools))
