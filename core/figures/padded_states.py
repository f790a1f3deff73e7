"""The effect of padding on the hidden state, with and without a mask, over the same steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .labels import quiet_layout, token_axis
from .palette import colour, signed
from .plain import Figure


def padded_states(
    lines: Mapping[str, np.ndarray], labels: Sequence[str], mask: Sequence[bool], dark: bool = False
) -> Figure:
    """Return one line each for the masked and the unmasked reading; padded steps are shaded.

    Args:
        lines: name -> one number per step, ``(T,)``; the masked reading, then the unmasked one.
        labels: display text of the T steps.
        mask: whether each step is a token rather than padding, ``(T,)``.
        dark: whether the page is dark.
    """
    figure = Figure()
    styles = ((colour("hidden_state", dark), "solid", 4), (signed(False, dark), "dash", 2))
    for (name, values), (ink, dash, width) in zip(lines.items(), styles, strict=True):
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
                step - 0.5,
                step + 0.5,
                fillcolor=ink_of_padding(dark),
                line={"width": 0},
                layer="below",
            )
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(rangemode="tozero")
    quiet_layout(figure, 340)
    # Above the plot, where it has two rows on a phone.
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    return figure.update_layout(showlegend=True, legend=legend, margin={"b": 56, "t": 60})


def ink_of_padding(dark: bool) -> str:
    """Return the background colour of padded steps: visible, but fainter than the lines."""
    return "rgba(255,255,255,0.09)" if dark else "rgba(0,0,0,0.07)"
