"""One unit, seen in the way that was chosen: each view gets what it shows, computed once."""

from collections.abc import Sequence

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.corpus.excerpts.excerpt import Stretch, stretch_of
from pages.shared import caches, found, rankings
from pages.shared.after_tokens import after_tokens
from pages.shared.along import along, window
from pages.shared.contexts import contexts, ranked_quantity
from pages.shared.passage_panel import at, opener
from pages.shared.selection import Selection
from pages.shared.spread import saturated, spread
from pages.shared.tracks import tracks
from pages.shared.watched import Watched


def show(
    selection: Selection,
    watched: Watched,
    here: Stretch,
    tracking: Tracking | None,
    features: Sequence[Feature],
) -> None:
    """Show the view that the selection says.

    Args:
        selection: what is looked at.
        watched: what it is watched on.
        here: the passage on screen.
        tracking: of all units and the features, if there are any.
        features: those of ``tracking``.
    """
    if selection.look == "tracks":
        if rankings.measured(tracking):
            tracks(selection, watched.store, tracking, features)
    else:
        _VIEWS[selection.look](selection, watched, here)


def _along(selection: Selection, watched: Watched, here: Stretch) -> None:
    network, corpus, store = watched
    current = at(selection, here)
    span = window(current, store.length)
    stretch = stretch_of(network, corpus, store, *span)
    values = caches.quantities(store.key.name, span, selection.unit, watched)
    along(selection, store, stretch, values, current, opener(selection, here, store))


def _spread(selection: Selection, watched: Watched, _here: Stretch) -> None:
    counts = caches.levels_of(watched.store.key.name, selection.unit, watched)
    spread(selection, watched.store, counts)
    saturated(selection, watched.store)
    after_tokens(selection, watched.store.statistics, watched.network)


def _contexts(selection: Selection, watched: Watched, here: Stretch) -> None:
    network, _corpus, store = watched
    asked = (store.key.name, selection.unit, ranked_quantity(selection, store))
    strong, weak = (caches.extremes(*asked, weakest, watched) for weakest in (False, True))
    open_at = opener(selection, here, store, into_view=True)
    contexts(selection, network, store, strong, weak, open_at)


def _found(selection: Selection, watched: Watched, here: Stretch) -> None:
    network, _corpus, store = watched
    found.pick(selection)
    if found.brushed(selection) and selection.span:
        asked = (store.key.name, selection.span, selection.threshold, selection.edges)
        units = caches.units_on(*asked, watched)
        hits = caches.found(store.key.name, units, selection.threshold, selection.unit, watched)
        open_at = opener(selection, here, store, into_view=True)
        found.found(selection, network, store, units, hits, open_at)


_VIEWS = {"along": _along, "spread": _spread, "contexts": _contexts, "found": _found}
