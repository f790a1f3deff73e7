"""What if: change one thing in a network that reads your sentence, and see what follows.

In ten seconds, a lecturer chooses a token and an experiment: "forget everything at “but”". The
opinion before and after stand side by side, and a heatmap shows where the change travels.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.shared import about_network, frame, messages, pickers, share_link
from pages.shared import cached as shared_cached
from pages.shared.cell_equations import explain
from pages.shared.view import session
from pages.what_if import cached, edit_form, edit_list, experiments, outcome, views
from pages.what_if import explain as explain_edits
from pages.what_if.view import WhatIfView

# Choose
selection = frame.start(frame.WHAT_IF)
frame.heading(frame.WHAT_IF, selection)
pickers.pick(selection)

# Compute
network = messages.network(selection.reference)
reading = shared_cached.reading(selection.reference, selection.text)
selection = session.within(len(reading.tokens), network.card.hidden_size)

# Show
messages.notices(reading)
if not reading.tokens:
    messages.empty_state()
    st.stop()
if not network.outputs:
    messages.no_readout()
    st.stop()

view = selection.of(WhatIfView)
other = shared_cached.reading(selection.reference, view.other)
what_if = cached.what_if(selection.reference, selection.text, view.edits, view.other)
guesses = outcome.guesses(selection)
if not guesses:
    outcome.headline(selection, reading, what_if)
left, right = st.columns([2, 3], gap="large")
with left:
    edit_form.pick_token(reading.labels)
    edit_list.edit_list(selection, reading.labels, other.labels, what_if)
    experiments.buttons(selection, reading)
with right, outcome.guessed(selection, reading, what_if):
    if guesses:
        outcome.headline(selection, reading, what_if)
    outcome.pick()
    views.show(selection, reading, what_if)
    explain_edits.lesson(selection, what_if)
edit_form.form(selection, network, reading.labels, other.labels)
proof, about, files, link = st.columns([11, 6, 4, 4], gap="small", vertical_alignment="center")
with proof:
    about_network.badge(reading, selection.cell)
with about:
    about_network.card(network.card)
with files:
    outcome.export(selection, reading, what_if)
with link:
    share_link.offer()

# Explain
explain_edits.explain(selection.cell)
explain(selection.cell)
