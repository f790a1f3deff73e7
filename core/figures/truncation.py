"""The gradient at each token with and without truncation: how much truncation loses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import quiet_layout, token_axis
from .log_axis import ends, power_axis, power_line, powers_of_ten
from .palette import colour, signed
from .plain import Figure

HEIGHT = 400


def truncation(
    whole: np.ndarray,
    truncated: np.ndarray,
    cuts: Sequence[int],
    labels: Sequence[str],
    names: tuple[str, str],
    dark: bool = False,
) -> Figure:
    """Return both norms over the tokens on a logarithmic axis, with lines where it is cut.

    Norms that are 0 or less than 1e-40 are arrows at the lower edge.

    Args:
        whole: base-2 logarithms of the full gradient's norm at each token, ``(T,)``; -inf for 0.
        truncated: the same for the truncated gradient.
        cuts: positions, 0-based, before which the gradient is cut off.
        labels: display text of the T tokens.
        names: display names of the full and the truncated gradient.
        dark: whether the page is dark.
    """
    lines = [powers_of_ten(whole), powers_of_ten(truncated)]
    low, high = ends(lines)
    figure = Figure()
    styles = (
        {"color": colour("hidden_state", dark), "width": 5, "dash": "solid"},
        {"color": signed(True, dark), "width": 2.5, "dash": "solid"},
    )
    for powers, name, line in zip(lines, names, styles, strict=True):
        figure.add_traces(power_line(powers, labels, low, {"name": name, "line": line}))
    for cut in cuts:
        figure.add_vline(x=cut + 0.5, line={"color": signed(False, dark), "dash": "dot"})
    figure.update_xaxes(**token_axis(labels))
    figure.update_yaxes(**power_axis(low, high))
    quiet_layout(figure, HEIGHT)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 48, "b": 56, "l": 60})
