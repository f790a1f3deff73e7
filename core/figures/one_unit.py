"""One unit of the network along the sentence: every quantity as a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.figures.unit_lines import unit_lines

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.trace import Trace


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
    values = {quantity.name: trace[quantity.name][:, unit] for quantity in trace.quantities}
    return unit_lines(values, labels, titles, dark)
