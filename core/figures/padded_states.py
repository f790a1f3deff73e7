"""What padding does to the hidden state: masked and not masked along the same steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from .labels import quiet_layout, token_axis
from .palette import colour, signed


def padded_states(
    lines: Mapping[str, np.ndarray], labels: Sequence[str], mask: Sequence[bool], dark: bool = False
) -> go.Figure:
    """Return a line each for the masked and the unmasked reading; padded steps are shaded.

    Args:
        lines: name -> one number a step, ``(T,)``; the masked reading, then the unmasked one.
        labels: how the T steps are shown.
        mask: at which steps a token stands, not padding, ``(T,)``.
        dark: for a dark page.
    """
    figure = go.Figure()
    looks = ((colour("hidden_state", dark), "solid", 4), (signed(False, dark), "dash", 2))
    for (name, values), (ink, dash, width) in zip(lines.items(), looks, strict=True):
        figure.add_scatter(
            x=np.arange(1, len(values) + 1),
            y=values,
            name=name,
            mode="lines+markers",
            line={"color": ink, "dash": dash, "width": width},
            hovertemplate="%{fullData.name}: %{y:.4f}",
        )
    for step, token in enumerate(mask, start=1):
        if not token:
            figure.add_vrect(
                step - 0.5, step + 0.5, fillcolor=ink_of_padding(dark), line_width=0, layer="below"
            )
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(rangemode="tozero")
    quiet_layout(figure, 340)
    # Above the plot, where it has two rows on a telephone.
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    return figure.update_layout(showlegend=True, legend=legend, margin={"b": 56, "t": 60})


def ink_of_padding(dark: bool) -> str:
    """Return the colour behind padded steps: seen, but not louder than the lines."""
    return "rgba(255,255,255,0.09)" if dark else "rgba(0,0,0,0.07)"
