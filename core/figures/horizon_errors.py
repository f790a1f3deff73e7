"""How far each forecast is off, by how many steps ahead it looks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .forecast_lines import LEGEND, line_of
from .labels import escape, quiet_layout
from .palette import colour
from .plain import Figure

HEIGHT, TOP = 340, 64


def horizon_errors(
    errors: Mapping[str, np.ndarray],
    names: Mapping[str, str],
    axes: tuple[str, str],
    floor: tuple[str, float] | None = None,
    dark: bool = False,
) -> Figure:
    """Return a line for each forecast over the steps ahead.

    Args:
        errors: forecast -> its error, 1, 2, … steps ahead, ``(horizon,)``.
        names: forecast -> what it is called.
        axes: titles of the axes of steps and of errors.
        floor: what no forecast can be better than, and its name; a dotted line.
        dark: whether the page is dark.
    """
    figure = Figure()
    for forecast, error in errors.items():
        figure.add_scatter(
            x=np.arange(1, len(error) + 1),
            y=error,
            name=escape(names[forecast]),
            mode="lines+markers",
            line=line_of(forecast, dark),
            marker={"size": 4},
            hovertemplate="%{fullData.name}, %{x}: %{y:.3f}<extra></extra>",
        )
    if floor is not None:
        ink = colour("hidden_state", dark)
        figure.add_hline(floor[1], line={"color": ink, "dash": "dot", "width": 1})
        figure.add_annotation(
            text=escape(floor[0]),
            x=1,
            xref="x domain",
            xanchor="right",
            y=floor[1],
            yanchor="top",
            showarrow=False,
            font={"size": 12, "color": ink},
        )
    steps = max(map(len, errors.values()), default=1)
    figure.update_xaxes(title=escape(axes[0]), range=[0.5, max(steps, 2) + 0.5], zeroline=False)
    figure.update_yaxes(title=escape(axes[1]), rangemode="tozero", automargin=True)
    quiet_layout(figure, HEIGHT)
    return figure.update_layout(showlegend=True, legend=LEGEND, margin={"t": TOP, "b": 48})
