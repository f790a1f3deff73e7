"""Choose a unit from a ranking."""

from collections.abc import Sequence

import streamlit as st

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.corpus.statistics.records import UnitStatistics
from core.notation import N_
from pages.inspect_a_unit import rankings
from pages.language import _
from pages.shared.view import session
from pages.shared.view.selection import RANKINGS, Selection

RANK_NAMES = {
    "tracks": N_("Feature"),
    "saturated": N_("Saturated gate"),
    "slow": N_("Memory"),
    "spread": N_("Spread"),
}


def ranking(
    selection: Selection,
    statistics: UnitStatistics,
    tracking: Tracking | None,
    features: Sequence[Feature],
) -> None:
    """Show all units in the order that was chosen; a click on a row chooses its unit.

    Args:
        selection: what is looked at; its unit is one of the network's.
        statistics: of all units over the corpus.
        tracking: of all units and the features; ``None`` where it was not measured.
        features: those of ``tracking``.
    """
    key = session.widget("rank", selection.rank)
    st.pills(
        _("Units by"),
        RANKINGS,
        format_func=lambda name: _(RANK_NAMES[name]),
        key=key,
        required=True,
        wrap=True,  # beside a text there is little room
        on_change=session.on_change(key, lambda name: session.choose(rank=name)),
    )
    if selection.rank == "tracks":
        if rankings.measured(tracking):
            rankings.by_feature(selection, tracking, features)
        else:  # so that there is a unit to choose all the same
            rankings.spread(selection.unit, statistics)
    else:
        _BY[selection.rank](selection.unit, statistics)


_BY = {"saturated": rankings.saturated, "slow": rankings.slow, "spread": rankings.spread}
