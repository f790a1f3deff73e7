"""The eigenvalues of a step's Jacobian in the complex plane, beside the unit circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..notation import N_
from .labels import escape, quiet_layout
from .palette import NETWORK_SYMBOLS, colour, network_colour
from .plain import Figure, Scatter

HEIGHT = 440
REAL, IMAGINARY = N_("real part"), N_("imaginary part")
"""Titles of the axes."""


@dataclass(frozen=True, eq=False)
class Eigenvalues:
    """The eigenvalues of one network.

    Attributes:
        name: display name of the network.
        network: index of its colour among the networks' colours, from 0.
        values: complex, ``(S,)``.
    """

    name: str
    network: int
    values: np.ndarray


def spectrum(spectra: Sequence[Eigenvalues], axes: tuple[str, str], dark: bool = False) -> Figure:
    """Return eigenvalues as points; a direction shrinks inside the circle and grows outside it.

    Args:
        spectra: one for each network.
        axes: titles of the axes, the real one first.
        dark: whether the page is dark.
    """
    figure = Figure(_unit_circle(dark))
    for each in spectra:
        figure.add_trace(_points(each, dark))
    largest = max((float(np.abs(each.values).max(initial=0.0)) for each in spectra), default=0.0)
    end = 1.08 * max(largest, 1.0)
    line = {"color": colour("hidden_state", dark), "width": 1}
    axis = {"range": [-end, end], "zeroline": True, "zerolinecolor": line["color"], "nticks": 7}
    figure.update_xaxes(title=escape(axes[0]), constrain="domain", **axis)
    figure.update_yaxes(
        title=escape(axes[1]), scaleanchor="x", scaleratio=1, constrain="domain", **axis
    )
    figure.update_xaxes(zerolinewidth=0.5)
    figure.update_yaxes(zerolinewidth=0.5)
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 48, "b": 52, "l": 64})


def _unit_circle(dark: bool) -> Scatter:
    angles = np.linspace(0, 2 * np.pi, 181)
    return Scatter(
        x=np.cos(angles),
        y=np.sin(angles),
        mode="lines",
        line={"color": colour("hidden_state", dark), "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
        showlegend=False,
    )


def _points(each: Eigenvalues, dark: bool) -> Scatter:
    name = escape(each.name)
    return Scatter(
        x=each.values.real,
        y=each.values.imag,
        name=name,
        mode="markers",
        marker={
            "color": network_colour(each.network, dark),
            "symbol": NETWORK_SYMBOLS[each.network],
            "size": 8,
            "opacity": 0.75,
        },
        hovertext=[f"{name}: |λ| = {size:.4f}" for size in np.abs(each.values)],
        hoverinfo="text",
    )
