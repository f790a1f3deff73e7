"""The gradient at each token with and without truncation: what truncated backpropagation loses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from .labels import quiet_layout, token_axis
from .log_axis import ends, power_axis, power_line, powers_of_ten
from .palette import colour, signed

HEIGHT = 400


def truncation(
    whole: np.ndarray,
    kept: np.ndarray,
    cuts: Sequence[int],
    labels: Sequence[str],
    names: tuple[str, str],
    dark: bool = False,
) -> go.Figure:
    """Return both norms over the tokens on a logarithmic axis, and where the gradient is cut.

    What is 0 or less than 1e-40 is an arrow at the lower edge.

    Args:
        whole: base-2 logarithms of the norm at each token, ``(T,)``; -inf where it is 0.
        kept: the same of the truncated gradient.
        cuts: positions before which nothing flows further back, 0-based.
        labels: how the T tokens are shown.
        names: what the whole gradient and the truncated one are called.
        dark: for a dark page.
    """
    lines = [powers_of_ten(whole), powers_of_ten(kept)]
    low, high = ends(lines)
    figure = go.Figure()
    looks = (
        {"color": colour("hidden_state", dark), "width": 5, "dash": "solid"},
        {"color": signed(True, dark), "width": 2.5, "dash": "solid"},
    )
    for powers, name, line in zip(lines, names, looks, strict=True):
        figure.add_traces(power_line(powers, labels, low, {"name": name, "line": line}))
    for cut in cuts:
        figure.add_vline(x=cut + 0.5, line={"color": signed(False, dark), "dash": "dot"})
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(**power_axis(low, high))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 48, "b": 56, "l": 60})
