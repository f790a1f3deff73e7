"""The ranking from which a unit is chosen."""

from collections.abc import Sequence

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.corpus.statistics.records import UnitStatistics
from pages.inspect_a_unit import rankings
from pages.inspect_a_unit.view import InspectAUnitView
from pages.language import _
from pages.shared import pickers
from pages.shared.view.selection import Selection


def ranking(
    selection: Selection,
    statistics: UnitStatistics,
    tracking: Tracking | None,
    features: Sequence[Feature],
) -> None:
    """Show all units in the order that was chosen; a click on a row chooses its unit.

    Args:
        selection: what is shown; its unit is one of the network's.
        statistics: of all units over the corpus.
        tracking: of all units and the features; ``None`` where it was not measured.
        features: those of ``tracking``.
    """
    view = selection.of(InspectAUnitView)
    pickers.one_of("rank", _("Units by"), shape="pills", wrap=True)  # little space
    if view.rank == "tracks":
        if rankings.measured(tracking):
            rankings.by_feature(selection, tracking, features, statistics.length)
        else:  # so that there is still a unit to choose
            rankings.spread(selection.unit, statistics)
    else:
        _BY[view.rank](selection.unit, statistics)


_BY = {"saturated": rankings.saturated, "slow": rankings.slow, "spread": rankings.spread}
