"""A series taken apart: its trend, its cycle and what is left, a panel each over one axis."""

from __future__ import annotations

import numpy as np

from .forecast_lines import truth_line
from .labels import escape, quiet_layout
from .palette import part_colour
from .plain import Figure, Scatter

HEIGHT = 460


def decomposition(
    values: np.ndarray,
    trend: np.ndarray,
    cycle: np.ndarray,
    rest: np.ndarray,
    titles: tuple[str, str, str],
    axis: str,
    dark: bool = False,
) -> Figure:
    """Return three panels: the series with its trend, the cycle, the rest; each K values wide.

    Args:
        values: the series, ``(K,)``.
        trend: its trend, ``(K,)``; NaN where there is none.
        cycle: its cycle, ``(K,)``.
        rest: what is left, ``(K,)``; NaN where there is none.
        titles: of the panels.
        axis: title of the axis that counts the values.
        dark: whether the page is dark.
    """
    figure = Figure.of_panels(
        3, shared_xaxes=True, vertical_spacing=0.1, subplot_titles=tuple(map(escape, titles))
    )
    trend_line = {"color": part_colour(0, dark), "width": 3}
    cycle_line = {"color": part_colour(3, dark), "width": 2}
    lines = [
        (1, values, truth_line(dark)),
        (1, trend, trend_line),
        (2, cycle, cycle_line),
        (3, rest, truth_line(dark)),
    ]
    for row, line, look in lines:
        trace = Scatter(
            x=np.arange(1, len(line) + 1),
            y=line,
            mode="lines+markers" if row == 3 else "lines",
            line=look,
            marker={"size": 4},
            hovertemplate="%{x}: %{y:.3f}<extra></extra>",
        )
        figure.add_trace(trace, row=row, col=1)
    for title in figure.select_annotations():
        title.update(x=0, xanchor="left", font={"size": 14})
    figure.update_xaxes(range=[0.5, len(values) + 0.5], zeroline=False)
    figure.update_xaxes(row=3, col=1, title=escape(axis))
    figure.update_yaxes(row=1, col=1, zeroline=False)
    quiet_layout(figure, HEIGHT)
    return figure.update_layout(margin={"b": 48})
