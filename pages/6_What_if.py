"""What if: change one thing in a network that reads your sentence, and see what follows.

In ten seconds, a lecturer chooses a token and an experiment: "forget everything at “but”". The
opinion before and after stand side by side, and a heatmap shows where the change travels.
"""

import streamlit as st

from pages.shared import (
    caches,
    controls,
    edit_form,
    edit_list,
    edited_files,
    effect_views,
    effects,
    explain_edits,
    frame,
    ready_edits,
    session,
    show,
)
from pages.shared.explain import explain

# Choose
selection = frame.start(frame.WHAT_IF)
frame.heading(frame.WHAT_IF, selection)
controls.pick(selection)

# Compute
network = show.network(selection.model, selection.cell)
reading = caches.reading(selection.model, selection.cell, selection.text)
selection = session.within(len(reading.tokens), network.card.hidden_size)

# Show
show.notices(reading)
if not reading.tokens:
    show.empty_state()
    st.stop()

other = caches.reading(selection.model, selection.cell, selection.other)
what_if = caches.what_if(
    selection.model, selection.cell, selection.text, selection.edits, selection.other
)
guesses = effects.guesses(selection)
if not guesses:
    effects.headline(selection, reading, what_if)
left, right = st.columns([2, 3], gap="large")
with left:
    edit_form.pick_token(selection, reading.labels)
    edit_list.edit_list(selection, reading.labels, other.labels, what_if)
    ready_edits.buttons(selection)
with right, effects.guessed(selection, reading, what_if):
    if guesses:
        effects.headline(selection, reading, what_if)
    effects.pick(selection)
    effect_views.show(selection, reading, what_if)
    explain_edits.lesson(selection, what_if)
edit_form.form(selection, network, reading.labels, other.labels)
proof, about, files, link = st.columns([5, 3, 2, 2], vertical_alignment="center")
with proof:
    show.badge(reading, selection.cell)
with about:
    show.card(network.card)
with files:
    edited_files.export(selection, reading, what_if)
with link:
    show.link(selection)

# Explain
explain_edits.explain(selection.cell)
explain(selection.cell)
