"""A chart of the parameter count: drawn once for all that it depends on."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from pages.shared import caches, language
from pages.shared.frame import CHART_TOOLS, dark
from pages.shared.selection import Selection


def chart(key: str, draw: Callable[[], go.Figure], alt: str, selection: Selection) -> None:
    """Show what ``draw`` makes of the selected sizes, drawn anew only where one of them changed."""
    sizes = (selection.input_size, selection.hidden_size, selection.budget)
    stacked = (selection.num_layers, selection.bidirectional)
    looks = (selection.bars, language.current(), dark())
    figure = caches.drawn((key, *sizes, *stacked, selection.convention, *looks), draw)
    st.plotly_chart(figure, key=key, alt=alt, config=CHART_TOOLS)
