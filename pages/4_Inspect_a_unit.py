"""Inspect a unit: one dimension of the hidden state, along a text and across a corpus.

In ten seconds, a lecturer chooses a unit from the ranking, reads what it follows and how surely,
and walks down the text with the arrow keys; ↓ goes to the next unit, and the text changes colour.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.inspect_a_unit import explain as explain_units
from pages.inspect_a_unit import passage, text_picker, tracking_progress, unit_picker, views
from pages.inspect_a_unit.cached import Watched
from pages.inspect_a_unit.reading_progress import index_of
from pages.inspect_a_unit.views import tracked_features
from pages.shared import about_network, frame, messages, share_link
from pages.shared.cell_equations import explain
from pages.shared.part import part_in_view
from pages.shared.view import session

# Choose
selection = frame.start(frame.INSPECT_A_UNIT)
frame.heading(frame.INSPECT_A_UNIT, selection)
text_picker.pick(selection)

# Compute
network = messages.network(selection.reference)
if not network.hands_on_states:
    messages.no_corpus()
    st.stop()
corpus = text_picker.chosen(selection)
watched = Watched(network, corpus, index_of(selection, network, corpus))
here = passage.part(selection, watched)
selection = session.selection_now()
tracking, features = tracking_progress.tracked(watched)

# Show
text_picker.say_unknown(watched)
tracked_features.headline(selection, watched.state_index.statistics, tracking, features)
text_picker.suggest(selection, network, tracking)
choose, text = st.columns([3, 4])  # all columns of the ranking are seen
with choose:
    passage.pick_quantity(selection, watched)
    unit_picker.ranking(selection, watched.state_index.statistics, tracking, features)
with text:
    passage.show(selection, watched, here)
about, link, _rest = st.columns([2, 2, 3], vertical_alignment="center")
with about:
    about_network.card(network.card)
with link:
    share_link.offer()

views.pick()
part_in_view(views.show, selection, watched, here, tracking, features, key="look-view")

# Explain
explain_units.explain(selection, watched.state_index, tracking, features)
explain(selection.cell)
