"""The norm of each parameter's gradient before and after clipping."""

from __future__ import annotations

from collections.abc import Mapping

from .labels import escape, quiet_layout
from .palette import colour, signed
from .plain import Figure

ROW_HEIGHT = 44


def clipping(
    before: Mapping[str, float],
    after: Mapping[str, float],
    names: tuple[str, str],
    threshold: float | None = None,
    dark: bool = False,
) -> Figure:
    """Return two bars for each parameter, from zero, the first one on top.

    Args:
        before: name of each row -> its norm; the same rows as in ``after``.
        after: the same after clipping.
        names: display names of before and after.
        threshold: of the total norm, which is the last row, and marked there; ``None`` if values
            are clipped.
        dark: whether the page is dark.
    """
    rows = list(before)
    figure = Figure()
    inks = (colour("hidden_state", dark), signed(True, dark))
    for norms, name, ink in zip((before, after), names, inks, strict=True):
        figure.add_bar(
            x=[norms[row] for row in rows],
            y=list(range(len(rows))),
            name=escape(name),
            orientation="h",
            marker={"color": ink},
            hovertext=[f"{escape(row)}<br>{escape(name)}: {norms[row]:.4g}" for row in rows],
            hoverinfo="text",
        )
    if threshold is not None:
        line = {"color": signed(False, dark), "dash": "dot", "width": 3}
        last = len(rows) - 1
        figure.add_shape(x0=threshold, x1=threshold, y0=last - 0.5, y1=last + 0.5, line=line)
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[escape(row) for row in rows],
        autorange="reversed",
        automargin=True,
        showgrid=False,
    )
    figure.update_xaxes(rangemode="tozero", zeroline=False, exponentformat="power", nticks=6)
    quiet_layout(figure, 96 + ROW_HEIGHT * len(rows))
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
    return figure.update_layout(showlegend=True, legend=legend, bargap=0.3, margin={"b": 40})
