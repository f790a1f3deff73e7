"""A series, and below it the windows that are cut from it, each with what it is to predict."""

from __future__ import annotations

import numpy as np

from .forecast_lines import truth_line
from .labels import escape, quiet_layout
from .palette import colour, part_colour
from .plain import Figure, Scatter

TOP, ROW, LEAST = 190, 11, 380
"""Pixels of the series, of a window, and of the whole."""


def series_windows(
    values: np.ndarray,
    length: int,
    horizon: int,
    starts: tuple[np.ndarray, np.ndarray],
    split: int,
    names: tuple[str, str, str, str, str],
    dark: bool = False,
) -> Figure:
    """Return two panels over one axis: the values, and a row for each window.

    Args:
        values: the series, scaled, ``(rows,)``.
        length: time steps of a window.
        horizon: rows from the last of a window to its target.
        starts: the first row of each window, from 0: of the training part, and of the rest.
        split: the first row that is not for training.
        names: of the training windows, the others, the targets, the horizontal axis, the vertical.
        dark: whether the page is dark.
    """
    figure = Figure.of_panels(2, shared_xaxes=True, vertical_spacing=0.06, row_heights=(0.36, 0.64))
    rows = np.arange(1, len(values) + 1)
    hover = "%{x}: %{y:.3f}<extra></extra>"
    line = {"mode": "lines+markers", "line": truth_line(dark), "marker": {"size": 5}}
    series = Scatter(x=rows, y=values, showlegend=False, hovertemplate=hover, **line)
    figure.add_trace(series, row=1, col=1)
    first = 1
    for part, name, ink in zip(
        starts, names, (part_colour(0, dark), part_colour(3, dark)), strict=False
    ):
        number = np.arange(first, first + len(part))
        first += len(part)
        steps = part[:, None] + np.arange(length) + 1
        look = {"symbol": "square", "size": 8, "color": ink}
        _add(figure, steps.ravel(), np.repeat(number, length), name, look)
    count = first - 1
    targets = np.concatenate(starts) + length + horizon
    look = {"symbol": "diamond-open", "size": 9, "color": colour("hidden_state", dark)}
    _add(figure, targets, np.arange(1, count + 1), names[2], look)
    figure.add_vline(split + 0.5, line={"color": colour("hidden_state", dark), "dash": "dash"})
    figure.update_xaxes(range=[0.5, len(values) + 0.5], zeroline=False)
    figure.update_xaxes(row=2, col=1, title=escape(names[3]))
    figure.update_yaxes(zeroline=False)
    figure.update_yaxes(row=2, col=1, title=escape(names[4]), range=[count + 0.7, 0.3])
    quiet_layout(figure, max(LEAST, TOP + ROW * count))
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 60, "b": 50})


def _add(figure: Figure, x: np.ndarray, y: np.ndarray, name: str, marker: dict) -> None:
    hover = "%{fullData.name}: %{x}<extra></extra>"
    points = Scatter(
        x=x, y=y, name=escape(name), mode="markers", marker=marker, hovertemplate=hover
    )
    figure.add_trace(points, row=2, col=1)
