"""Generate: a network writes, and one sees the probabilities, the dart, and the state that moves.

In ten seconds, a lecturer types a beginning, walks through what the network made of it, and clicks
on a token that it might have taken instead: the text goes on from there.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.generate import (
    controls,
    findings,
    going_on,
    outcome,
    prime,
    series,
    stepping,
    whole_text,
    writers,
)
from pages.generate.explain import explain as explain_choice
from pages.generate.writing import written
from pages.shared import about_network, frame, messages, share_link
from pages.shared.cell_equations import explain
from pages.shared.part import part
from pages.shared.view import parts, session

# Choose
selection = frame.start(frame.GENERATE)
frame.heading(frame.GENERATE, selection)
writers.ensure(selection)
controls.pick(selection)
network = messages.network(selection.reference)
if network.card.target == writers.NUMBERS:
    series.show(selection)
    part(share_link.offer, key=parts.LINK)
    explain(selection.cell)
    st.stop()
controls.choices(selection, network)

# Compute
start = prime.prime_of(network, selection.text)
grown = written(selection, network, start.text)
if grown is None:
    explain(selection.cell)
    st.stop()
run = grown.run
selection = prime.go_to_its_end(run.prime)
selection = session.within(len(run.keys), network.card.hidden_size)
wrong = findings.wrong_places(selection.model, run)

# Show
prime.notices(start, run.skipped, selection)
going_on.say(run)
findings.say_wrong(run, wrong)
stepping.show(selection, grown, wrong)
about, files, link = st.columns(3, gap="small", vertical_alignment="center")
with about:
    about_network.card(network.card)
with files:
    outcome.files(run, selection.reference)
with link:
    part(share_link.offer, key=parts.LINK)
outcome.open_elsewhere(run, selection)
whole_text.show(selection, grown)

# Explain
explain_choice(run)
outcome.python(selection, start.text, grown)
explain(selection.cell)
