"""Spread: the unit's histogram, the range of its quantities, and the saturation of its gates."""

from collections.abc import Iterator, Sequence

import numpy as np
import streamlit as st

from core.corpus.index.quantise import level_of, values
from core.corpus.index.state_index import StateIndex
from core.corpus.statistics.records import LEFT, RIGHT
from core.figures import distribution as figure
from core.figures.distribution import distribution
from core.figures.plain import Figure
from core.figures.saturation import OPEN, SHUT, saturation
from pages.components.over_chart import Clicked
from pages.inspect_a_unit.view import InspectAUnitView
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.quantity_titles import titles
from pages.shared.tables import table
from pages.shared.view import session
from pages.shared.view.selection import Selection


def spread(selection: Selection, index: StateIndex, counts: np.ndarray) -> None:
    """Show the histogram of the unit's hidden state, and mean and range of all its quantities.

    Args:
        selection: what is shown.
        index: the network's states on the corpus.
        counts: how many tokens have each level, as ``level_counts`` gives them.
    """
    view = selection.of(InspectAUnitView)
    unit, threshold = selection.unit, view.threshold / 100
    middles = values(np.arange(len(counts), dtype=np.uint8))

    def draw() -> Figure:
        axes = (_(figure.VALUE), _(figure.SHARE))
        return distribution(middles, counts, axes, threshold, dark())

    alt = _("Histogram of the unit's hidden state over all tokens.")
    chart("unit-spread", (index.key.name, unit, view.threshold), draw, alt)
    on = int(counts[level_of(threshold) :].sum())
    text = _(
        "On at {share:.1%} of all tokens ({on:,} of {total:,}): there the value is "
        "{threshold:.2f} or more."
    )
    share = on / max(index.length, 1)
    prose.caption(text, on=on, total=index.length, share=share, threshold=threshold)
    _moments(selection, index)


def saturated(selection: Selection, index: StateIndex) -> None:
    """Show how often each gate of every unit is nearly closed or open; a click chooses the unit."""
    gates = index.statistics.saturation
    if not gates:
        prose.note(_("An RNN has no gates, so nothing can saturate."), icon=":material/info:")
        return
    unit = selection.unit

    def draw() -> Figure:
        shares = {gate: (shares.left, shares.right) for gate, shares in gates.items()}
        axes = (_(SHUT).format(low=f"{LEFT:g}"), _(OPEN).format(high=f"{RIGHT:g}"))
        return saturation(shares, titles(selection.cell), axes, unit, dark())

    def clicked(point: Clicked) -> None:
        session.cue(unit=point.index)

    alt = _("One chart for each gate and a dot for each unit: how often it is closed and open.")
    chart("unit-saturation", (index.key.name, unit), draw, alt, on_click=clicked)
    text = _(
        "A dot is a unit, the ring is unit {unit:d}. Right: the gate is mostly closed. Top: "
        "mostly open. On the dotted line it is never in between, near the corner it is never "
        "extreme."
    )
    prose.caption(text, unit=unit)


def _moments(selection: Selection, index: StateIndex) -> None:
    unit, called = selection.unit, titles(selection.cell)
    moments, gates = index.statistics.moments, index.statistics.saturation
    columns: dict[str, list] = {
        _("quantity"): [called[name] for name in moments],
        _("mean"): _of(unit, [one.mean for one in moments.values()]),
        _("std"): _of(unit, [one.std for one in moments.values()]),
        _("smallest"): _of(unit, [one.smallest for one in moments.values()]),
        _("largest"): _of(unit, [one.largest for one in moments.values()]),
    }
    number = st.column_config.NumberColumn(format="%.3f")
    config = {name: number for name in columns if name != _("quantity")}
    if gates:
        share = st.column_config.NumberColumn(format="percent")
        names = (_("below {low}").format(low=LEFT), _("above {high}").format(high=RIGHT))
        sides = ([gates[name].left if name in gates else None for name in moments],)
        sides += ([gates[name].right if name in gates else None for name in moments],)
        columns |= {name: _of(unit, side) for name, side in zip(names, sides, strict=True)}
        config |= dict.fromkeys(names, share)
    table(columns, config)
    names = ("unit", "quantity", "mean", "std", "smallest", "largest")
    names += ("left_saturated", "right_saturated")
    table_file(names, lambda: _rows(unit, index), f"gatescope-unit-{unit}-spread")


def _rows(unit: int, index: StateIndex) -> Iterator[tuple]:
    for quantity, moments in index.statistics.moments.items():
        columns = (moments.mean, moments.std, moments.smallest, moments.largest)
        gate = index.statistics.saturation.get(quantity)
        shares = ("", "") if gate is None else (float(gate.left[unit]), float(gate.right[unit]))
        yield unit, quantity, *(float(values[unit]) for values in columns), *shares


def _of(unit: int, arrays: Sequence[np.ndarray | None]) -> list[float | None]:
    """Return one unit's number from each array; ``None`` where it has none."""
    numbers = [None if array is None else float(array[unit]) for array in arrays]
    return [None if number is None or number != number else number for number in numbers]
