"""How often each gate of each unit is nearly shut or open: a panel per gate, a dot per unit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..notation import N_
from .labels import escape, quiet_layout
from .palette import colour, page, signed
from .plain import Figure, Scatter

HEIGHT = 340
SHUT, OPEN = N_("share of tokens below {low}"), N_("share of tokens above {high}")
"""Titles of the axes."""

Shares = tuple[np.ndarray, np.ndarray]
"""The shares of tokens at which a gate is nearly shut and nearly open in each unit, ``(H,)``."""


def saturation(
    shares: Mapping[str, Shares],
    titles: Mapping[str, str],
    axes: tuple[str, str],
    unit: int,
    dark: bool = False,
) -> Figure:
    """Return the plot of Karpathy, Johnson and Li (2015): left-saturated against right-saturated.

    No dot lies beyond the diagonal, on which a gate is always nearly shut or nearly open. A point's
    ``customdata`` is its unit.

    Args:
        shares: gate -> how often it is shut and open in each of the H units, in [0, 1].
        titles: display name of each gate.
        axes: titles of the axes, left-saturated first.
        unit: the unit to mark.
        dark: whether the page is dark.
    """
    gates = list(shares)
    figure = Figure.of_panels(
        1,
        len(gates),
        subplot_titles=tuple(titles[gate] for gate in gates),
        horizontal_spacing=0.09,
    )
    for title, gate in zip(figure.select_annotations(), gates, strict=True):
        title.update(font={"color": colour(gate, dark), "size": 15})
    for column, (gate, (shut, opened)) in enumerate(shares.items(), start=1):
        traces = (_limit(dark), _units(shut, opened, gate, dark), _mark(shut, opened, unit, dark))
        for trace in traces:
            figure.add_trace(trace, row=1, col=column)
    ends = {"range": [-0.03, 1.03], "tickvals": [0, 0.5, 1], "tickformat": ".0%", "zeroline": False}
    figure.update_xaxes(title=escape(axes[0]), **ends)
    figure.update_yaxes(**ends)
    figure.update_yaxes(title=escape(axes[1]), col=1)
    return quiet_layout(figure, HEIGHT).update_layout(margin={"b": 52, "l": 64})


def _limit(dark: bool) -> Scatter:
    """Return the diagonal on which both shares add up to one."""
    line = {"color": colour("hidden_state", dark), "width": 1, "dash": "dot"}
    return Scatter(x=[0, 1], y=[1, 0], mode="lines", line=line, hoverinfo="skip")


def _units(shut: np.ndarray, opened: np.ndarray, gate: str, dark: bool) -> Scatter:
    return Scatter(
        x=shut,
        y=opened,
        mode="markers",
        marker={"size": 7, "opacity": 0.6, "color": colour(gate, dark)},
        customdata=np.arange(len(shut)),
        hovertemplate="%{customdata}: %{x:.1%} · %{y:.1%}<extra></extra>",
        # A ring marks the clicked unit; Plotly would fade all others.
        selected={"marker": {"opacity": 0.6}},
        unselected={"marker": {"opacity": 0.6}},
    )


def _mark(shut: np.ndarray, opened: np.ndarray, unit: int, dark: bool) -> Scatter:
    ring = {"size": 15, "symbol": "circle-open", "color": signed(True, dark)}
    return Scatter(
        x=[shut[unit]],
        y=[opened[unit]],
        mode="markers+text",
        marker=ring | {"line": {"width": 3}},
        text=[str(unit)],
        textposition=_inwards(shut[unit], opened[unit]),
        textfont={"color": signed(True, dark), "shadow": f"0 0 3px {page(dark)}"},
        hoverinfo="skip",
    )


def _inwards(shut: float, opened: float) -> str:
    """Return the side of a dot on which its number stays within the panel."""
    return f"{'top' if opened < 0.5 else 'bottom'} {'right' if shut < 0.5 else 'left'}"
