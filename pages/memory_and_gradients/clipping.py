"""Clipping: the gradients of one training step, before and after."""

import math
from collections.abc import Iterator, Mapping

import streamlit as st

from core.analysis.gradients.clipping import Clipped
from core.figures.clipping import clipping as figure
from core.figures.labels import name_axes
from pages.language import _
from pages.memory_and_gradients import cached
from pages.memory_and_gradients.explain_training import explain_clipping
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import network_names, pickers, prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.tables import facts
from pages.shared.view.selection import Selection

THOUSAND = 1000
"""Links give the threshold in thousandths."""


def clipping_panel(selection: Selection, name: str, right: Mapping[str, int | None]) -> None:
    """Show what clipping does to each parameter's gradient.

    Args:
        selection: what is shown.
        name: the network whose gradients are drawn.
        right: the right class for each of the networks side by side, if they tell classes apart.
    """
    view = selection.of(MemoryAndGradientsView)
    prose.heading(_("Clipping"))
    _pick()
    threshold = view.clip_at / THOUSAND
    text = selection.text
    clipped = {
        each: cached.clipped(selection.reference_of(each), text, right[each], view.clip, threshold)
        for each in right
    }
    shown = clipped[name]
    whole = _("all together")
    names = (_("before clipping"), _("after clipping"))
    chart(
        "clipping",
        (selection.reference_of(name), text, right[name], view.clip, threshold),
        lambda: name_axes(
            figure(
                {**shown.norms_before, whole: shown.norm_before},
                {**shown.norms_after, whole: shown.norm_after},
                names,
                threshold if view.clip == "norm" else None,
                dark(),
            ),
            x=_("norm of the gradient"),
        ),
        _("The norm of each parameter's gradient before and after clipping."),
    )
    explain_clipping(shown, view.clip, threshold)
    _compared(clipped)
    table_file(
        ("network", "parameter", "norm_before", "norm_after"),
        lambda: _rows(clipped),
        "gatescope-clipping",
    )


def _pick() -> None:
    kind, threshold = st.columns(2, vertical_alignment="bottom")
    with kind:
        pickers.one_of("clip", _("Clip"), wrap=True)
    with threshold:
        label = _("Threshold")
        pickers.number("clip_at", label, parts=THOUSAND, step=0.05, format="%.3f", key="clip-at")


def _compared(clipped: Mapping[str, Clipped]) -> None:
    """Show for each network by how much its gradient was shortened and turned."""
    every = list(clipped.values())
    columns: dict[str, list[str | None]] = {
        _("network"): [network_names.of_network(name) for name in clipped],
        _("norm before"): [f"{each.norm_before:.4f}" for each in every],
        _("norm after"): [f"{each.norm_after:.4f}" for each in every],
        _("entries changed"): [f"{each.changed:,}" for each in every],
        _("entries in total"): [f"{each.total:,}" for each in every],
        _("turned by, in degrees"): [
            None if math.isnan(each.angle) else f"{each.angle:.2f}" for each in every
        ],
    }
    facts(columns)


def _rows(clipped: Mapping[str, Clipped]) -> Iterator[tuple]:
    for name, each in clipped.items():
        for parameter, norm in each.norms_before.items():
            yield name, parameter, norm, each.norms_after[parameter]
