"""The five views of one unit: the picker for them, and the selected one."""

from collections.abc import Sequence

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.corpus.excerpts.excerpt import Excerpt, excerpt_of
from pages.components.over_chart import Cursor
from pages.inspect_a_unit import cached, rankings
from pages.inspect_a_unit.cached import Watched
from pages.inspect_a_unit.passage import at, digest_of, opener
from pages.inspect_a_unit.view import InspectAUnitView
from pages.inspect_a_unit.views import same_units_elsewhere
from pages.inspect_a_unit.views.after_tokens import after_tokens
from pages.inspect_a_unit.views.along_the_text import along, window
from pages.inspect_a_unit.views.distribution import saturated, spread
from pages.inspect_a_unit.views.self_correlation import self_correlation
from pages.inspect_a_unit.views.strongest_contexts import contexts, ranked_quantity
from pages.inspect_a_unit.views.tracked_features import tracks
from pages.language import _
from pages.shared import pickers
from pages.shared.view.selection import Selection


def pick() -> None:
    """Show the picker for the view."""
    pickers.one_of("look", _("View"), label_visibility="collapsed")


def show(
    selection: Selection,
    watched: Watched,
    here: Excerpt,
    tracking: Tracking | None,
    features: Sequence[Feature],
) -> None:
    """Show the selected view.

    Args:
        selection: what is shown.
        watched: the network and the corpus it is watched on.
        here: the passage on screen.
        tracking: of all units and the features, if it was measured.
        features: those of ``tracking``.
    """
    view = selection.of(InspectAUnitView)
    if view.look == "tracks":
        if rankings.measured(tracking):
            tracks(selection, watched.state_index, tracking, features)
    else:
        _VIEWS[view.look](selection, watched, here)


def _along(selection: Selection, watched: Watched, here: Excerpt) -> None:
    network, corpus, index = watched
    current = at(selection, here)
    span = window(current, index.length)
    excerpt = excerpt_of(network, corpus, index, *span)
    values = cached.quantities(index.key.name, span, selection.unit, watched)
    start = span[0] - 1  # the chart counts its tokens from 1
    cursor = Cursor(current - start, follows=digest_of(index, here), first=here.first - start)
    along(selection, index, excerpt, values, cursor, opener(selection, here, index))


def _spread(selection: Selection, watched: Watched, _here: Excerpt) -> None:
    counts = cached.levels_of(watched.state_index.key.name, selection.unit, watched)
    spread(selection, watched.state_index, counts)
    self_correlation(selection, watched.state_index)
    saturated(selection, watched.state_index)
    after_tokens(selection, watched.state_index.statistics, watched.network)


def _contexts(selection: Selection, watched: Watched, here: Excerpt) -> None:
    network, _corpus, index = watched
    arguments = (index.key.name, selection.unit, ranked_quantity(selection, index))
    strong, weak = (cached.extremes(*arguments, weakest, watched) for weakest in (False, True))
    open_at = opener(selection, here, index, into_view=True)
    contexts(selection, network, index, strong, weak, open_at)


def _same_units(selection: Selection, watched: Watched, here: Excerpt) -> None:
    view = selection.of(InspectAUnitView)
    network, _corpus, index = watched
    same_units_elsewhere.pick()
    if same_units_elsewhere.tokens_marked(selection) and view.span:
        arguments = (index.key.name, view.span, view.threshold, view.edges)
        units = cached.units_on(*arguments, watched)
        hits = cached.matching_hits(index.key.name, units, view.threshold, selection.unit, watched)
        open_at = opener(selection, here, index, into_view=True)
        same_units_elsewhere.same_units(selection, network, index, units, hits, open_at)


_VIEWS = {"along": _along, "spread": _spread, "contexts": _contexts, "found": _same_units}
