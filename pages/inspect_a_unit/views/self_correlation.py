"""For how long the unit is like itself: its correlation with itself some tokens later."""

import math

import numpy as np

from core.corpus.index.state_index import StateIndex
from core.corpus.statistics.autocorrelation import FALLEN
from core.figures import autocorrelation as figure
from core.figures.autocorrelation import autocorrelation
from core.figures.plain import Figure
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.view.selection import Selection


def self_correlation(selection: Selection, index: StateIndex) -> None:
    """Show the unit's correlation with itself by distance, and where it falls below 1/e."""
    statistics, unit = index.statistics, selection.unit
    correlations = statistics.autocorrelations[:, unit]
    length = float(statistics.correlation_lengths[unit])
    if math.isnan(length):
        prose.caption(
            _(
                "Its correlation with itself cannot be measured: the unit never changes, or the "
                "text is too short."
            )
        )
        return

    def draw() -> Figure:
        axes = (_(figure.DISTANCE), _(figure.CORRELATION))
        return autocorrelation(correlations, length, FALLEN, axes, dark())

    alt = _("The unit's correlation with itself, by distance in tokens.")
    chart("unit-correlation", (index.key.name, unit), draw, alt)
    _explain(int(length), bool(statistics.correlation_cut[unit]), correlations, index.length)
    table_file(
        ("unit", "tokens_apart", "correlation"),
        lambda: ((unit, apart, float(r)) for apart, r in enumerate(correlations)),
        f"gatescope-unit-{unit}-correlation",
    )


def _explain(length: int, is_bound: bool, correlations: np.ndarray, tokens: int) -> None:
    text = _(
        "Is the unit still like itself some tokens later? 1 is the same, 0 unrelated. At a "
        "distance of {length:d} the correlation r is {r:.2f}, below 1/e ≈ 0.37 for the first time, "
        "where the dotted lines meet. That is its correlation length, measured on all pairs in "
        "{tokens:,} tokens."
    )
    if length == len(correlations):
        text = _(
            "Is the unit still like itself some tokens later? 1 is the same, 0 unrelated. At none "
            "of the {length:d} distances that can be measured here is the correlation r below "
            "1/e ≈ 0.37: its correlation length is longer than that."
        )
        prose.caption(text, length=length)
        return
    prose.caption(text, length=length, r=float(correlations[length]), tokens=tokens)
    if is_bound:
        prose.caption(
            _("The text is short for so long a memory, so the true length may well be longer.")
        )
