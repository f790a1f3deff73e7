"""A chart of the parameter count: drawn once for the sizes on screen."""

from collections.abc import Callable

import plotly.graph_objects as go

from pages.shared.chart import chart
from pages.shared.selection import Selection


def count_chart(key: str, draw: Callable[[], go.Figure], alt: str, selection: Selection) -> None:
    """Show what ``draw`` makes of the selected sizes, drawn anew only where one of them changed."""
    sizes = (selection.input_size, selection.hidden_size, selection.budget)
    stacked = (selection.num_layers, selection.bidirectional)
    chart(key, (*sizes, *stacked, selection.convention, selection.bars), draw, alt)
