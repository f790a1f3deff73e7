"""The parts of the screen of a unit, one after the other, as the script of a session."""

import streamlit as st

import pages.every_view  # noqa: F401
from core.corpus.excerpts.excerpt import excerpt_of
from core.corpus.index.quantise import level_counts
from core.corpus.recompute.quantities import quantities_of, replay
from core.corpus.search.hits import extreme_hits, match_hits
from core.corpus.search.search import matches, units_on
from pages import language
from pages.components.over_chart import Cursor
from pages.inspect_a_unit import explain as explain_units
from pages.inspect_a_unit import unit_picker, views
from pages.inspect_a_unit.rankings import measured
from pages.inspect_a_unit.view import InspectAUnitView
from pages.inspect_a_unit.views.after_tokens import after_tokens
from pages.inspect_a_unit.views.along_the_text import along, window
from pages.inspect_a_unit.views.distribution import saturated, spread
from pages.inspect_a_unit.views.same_units_elsewhere import pick, same_units, tokens_marked
from pages.inspect_a_unit.views.self_correlation import self_correlation
from pages.inspect_a_unit.views.strongest_contexts import contexts, ranked_quantity
from pages.inspect_a_unit.views.tracked_features import headline, tracks
from pages.shared.view import session
from tests.pages.inspect_a_unit.inspected import inspected


def open_at(position: int) -> None:
    """Go to a token of the corpus."""
    session.cue(position=position + 1)


def screen() -> None:
    """Show the unit of the session's link, in the view that the link asks for."""
    st.set_page_config(layout="wide")
    selection = session.open_selection("tests")
    language.use(selection.language or "en")
    network, corpus, index, features, tracking = inspected(selection.cell)
    view = selection.of(InspectAUnitView)
    at, unit = selection.position - 1, selection.unit

    left, right = st.columns([3, 2])
    with left:
        headline(selection, index.statistics, tracking, features)
    with right:
        unit_picker.ranking(selection, index.statistics, tracking, features)
    views.pick()
    if view.look == "along":
        start, stop = window(at, index.length)
        excerpt = excerpt_of(network, corpus, index, start, stop)
        lines = quantities_of(network, index, start, stop, [unit])
        along(selection, index, excerpt, lines, Cursor(at - start + 1), open_at)
    elif view.look == "spread":
        spread(selection, index, level_counts(index.column(unit)))
        self_correlation(selection, index)
        saturated(selection, index)
        after_tokens(selection, index.statistics, network)
    elif view.look == "contexts":
        of = (network, corpus, index, unit, ranked_quantity(selection, index))
        contexts(
            selection, network, index, extreme_hits(*of), extreme_hits(*of, weakest=True), open_at
        )
    elif view.look == "tracks":
        if measured(tracking):
            tracks(selection, index, tracking, features)
    else:
        pick()
        if tokens_marked(selection) and view.span:
            first, last = view.span
            on = units_on(
                replay(network, index, first, last), 0, last - first, view.threshold / 100
            )
            places = matches(index, on.tolist(), view.threshold / 100)
            hits = match_hits(network, corpus, index, unit, places)
            same_units(selection, network, index, on.tolist(), hits, open_at)
    explain_units.explain(selection, index, tracking, features)
