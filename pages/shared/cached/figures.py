"""Figures, drawn once for all sessions, and sent to the browser without being checked again."""

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from core.figures.larger import larger
from core.figures.plain import Figure

MAX_FIGURES = 64


class ReadyFigure(BaseFigure):
    """A finished figure in Plotly's clothes: Streamlit takes it as it is.

    A dictionary is handed to Plotly's classes first, which check it property by property: 12 ms for
    six heatmaps, where this takes 0.6 ms. The tests hand every figure to those classes instead.
    """

    def __init__(self, spec: dict[str, Any]) -> None:  # Plotly's own would check the figure
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plotly.js reads it."""
        return self._spec


def drawn(key: tuple[Hashable, ...], draw: Callable[[], Figure], times: float = 1) -> ReadyFigure:
    """Return a figure, drawn once.

    Args:
        key: names all that it is drawn from.
        draw: makes it.
        times: how many times as large as usual its type is.
    """
    return ReadyFigure(_spec(key=key, times=times, _draw=draw))  # by name: looked up otherwise


# Bounded in bytes, unlike a cache of resources: a figure of a long text takes megabytes.
@st.cache_data(show_spinner=False, max_entries=MAX_FIGURES)
def _spec(key: tuple[Hashable, ...], times: float, _draw: Callable[[], Figure]) -> dict[str, Any]:
    return larger(_draw().to_dict(), times)
