"""How a change spreads: the difference that an edit makes to every unit at every token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .hover_targets import hover_targets
from .labels import escape, quiet_layout, token_axis
from .padded_states import ink_of_padding
from .palette import diverging
from .plain import Figure, Heatmap
from .whole_sentence import MOST_TARGETS

HEIGHT = 460
LEAST = 1e-4
"""Lowest end of the scale, so that rounding does not look like an effect."""


def difference(matrix: np.ndarray, labels: Sequence[str], title: str, dark: bool = False) -> Figure:
    """Return a heatmap of units by tokens; no change has the colour of the page.

    A point's ``x`` is its token, from 1, and its ``y`` the unit, from 0.

    Args:
        matrix: after minus before, ``(T, H)``; NaN, drawn grey, at a token that is skipped.
        labels: display text of the T tokens.
        title: name of what is compared.
        dark: whether the page is dark.
    """
    finite = np.abs(matrix[np.isfinite(matrix)])
    largest = max(float(finite.max(initial=0.0)), LEAST)
    heatmap = Heatmap(
        z=matrix.T,
        x=np.arange(1, len(matrix) + 1),
        zmin=-largest,
        zmax=largest,
        colorscale=diverging(dark),
        colorbar={"thickness": 10, "nticks": 5, "tickformat": ".2~g", "outlinewidth": 0},
        hoverinfo="skip",
    )
    figure = Figure([heatmap, hover_targets(matrix, labels, MOST_TARGETS)])
    figure.update_traces(name=escape(title))
    figure.update_xaxes(**token_axis(labels))
    units = matrix.shape[1]
    figure.update_yaxes(showgrid=False, zeroline=False, range=[units - 0.5, -0.5])
    for step in np.flatnonzero(np.isnan(matrix).any(axis=1)) + 1:
        figure.add_vrect(
            step - 0.5, step + 0.5, fillcolor=ink_of_padding(dark), line={"width": 0}, layer="below"
        )
    figure.add_annotation(
        text=escape(title),
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": 15},
    )
    return quiet_layout(figure, HEIGHT).update_layout(margin={"b": 56})
