"""Inspect a unit: one dimension of the hidden state, along a text and across a corpus.

In ten seconds, a lecturer chooses a unit from the ranking, reads what it follows and how surely,
and walks down the text with the arrow keys; ↓ goes to the next unit, and the text changes colour.
"""

import streamlit as st

from pages.language import _
from pages.shared import (
    caches,
    corpora,
    explain_units,
    frame,
    looks,
    passage_panel,
    session,
    show,
    tracks,
    unit_picker,
    unit_views,
)
from pages.shared.explain import explain
from pages.shared.tracing import store_of
from pages.shared.watched import Watched

# Choose
selection = frame.start(frame.INSPECT_A_UNIT)
frame.heading(frame.INSPECT_A_UNIT, selection)
corpora.pick(selection)

# Compute
network = show.network(selection.model, selection.cell)
corpus = corpora.chosen(selection)
watched = Watched(network, corpus, store_of(selection, network, corpus))
here = passage_panel.part(selection, watched)
selection = session.selection_now()
with st.spinner(_("Measuring what the units follow …")):
    tracking, features = caches.tracking(watched.store.key.name, watched)

# Show
tracks.headline(selection, watched.store.statistics, tracking, features)
corpora.suggest(selection, network, tracking)
choose, text = st.columns([1, 2])
with choose:
    passage_panel.pick_quantity(selection, watched)
    unit_picker.ranking(selection, watched.store.statistics, tracking, features)
with text:
    passage_panel.show(selection, watched, here)
about, link, _rest = st.columns([2, 2, 3], vertical_alignment="center")
with about:
    show.card(network.card)
with link:
    show.link(selection)

looks.pick(selection)
unit_views.show(selection, watched, here, tracking, features)

# Explain
explain_units.explain(selection, watched.store, tracking, features)
explain(selection.cell)
