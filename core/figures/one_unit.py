"""One unit of the network along the sentence: every quantity as a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from core.figures.labels import escape, quiet_layout, token_axis
from core.figures.palette import colour

if TYPE_CHECKING:
    from core.trace import Trace

DASHES = {"hidden_state": "solid", "cell_state": "solid", "candidate": "dot"}
"""States are solid, the candidate dotted and gates dashed: a second sign beside the colour."""


def one_unit(
    trace: Trace,
    labels: Sequence[str],
    titles: Mapping[str, str],
    unit: int,
    dark: bool = False,
) -> go.Figure:
    """Return a line a quantity over the tokens.

    Args:
        trace: the trace to show.
        labels: how its T tokens are shown.
        titles: what each quantity is called.
        unit: the unit to follow, from 0.
        dark: for a dark page.
    """
    figure = go.Figure()
    tokens = [escape(label) for label in labels]
    for quantity in trace.quantities:
        figure.add_scatter(
            x=np.arange(1, len(trace) + 1),
            y=trace[quantity.name][:, unit],
            name=titles[quantity.name],
            mode="lines+markers",
            line={
                "color": colour(quantity.name, dark),
                "width": 3 if quantity.name.endswith("state") else 2,
                "dash": DASHES.get(quantity.name, "dash"),
            },
            customdata=tokens,
            hovertemplate="%{customdata}: %{y:.4f}",
        )
    figure.update_xaxes(**token_axis(labels))
    quiet_layout(figure, 420)
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.12, "x": 0})
    return figure
