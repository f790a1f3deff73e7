"""A chart that is drawn once for all that it depends on, and else shown as it was."""

from collections.abc import Callable, Hashable

import plotly.graph_objects as go
import streamlit as st

from pages.shared import caches, language
from pages.shared.frame import CHART_TOOLS, dark


def chart(key: str, depends: tuple[Hashable, ...], draw: Callable[[], go.Figure], alt: str) -> None:
    """Show what ``draw`` makes, drawn anew only where what it depends on has changed.

    Args:
        key: the chart's own key.
        depends: all that ``draw`` reads, save the language and whether the page is dark.
        draw: makes the figure.
        alt: what it shows, in words.
    """
    figure = caches.drawn((key, *depends, language.current(), dark()), draw)
    st.plotly_chart(figure, key=key, alt=alt, config=CHART_TOOLS)
