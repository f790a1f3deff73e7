"""Memory and gradients: why an LSTM remembers, measured on the reader's own sentence.

In ten seconds, a lecturer types a sentence and sees a line for each network fall back from its last
token, beside the dotted ρᵏ; one click further, the ledger says which token wrote a unit's memory.
"""

import streamlit as st

from pages.language import _
from pages.shared import beside, controls, frame, lenses, session, show
from pages.shared.explain import explain

# Choose
selection = frame.start(frame.MEMORY_AND_GRADIENTS)
frame.heading(frame.MEMORY_AND_GRADIENTS, selection)
controls.pick_task(selection)
beside.pick(selection)
lenses.pick(selection)

# Compute
networks = beside.networks(selection)
with st.spinner(_("Reading …")):
    readings = beside.readings(selection, networks)
reading = next(iter(readings.values()))
selection = session.within(len(reading.tokens), max(map(beside.units, networks.values())))

# Show
if lenses.needs_text(selection.lens):
    show.notices(reading)
if lenses.needs_text(selection.lens) and not reading.tokens:
    show.empty_state()
    st.stop()

with st.spinner(_("Measuring …")):
    lenses.show(selection, networks, readings)

if lenses.needs_text(selection.lens):
    beside.proofs(networks, readings)
files, link, _rest = st.columns([2, 2, 3], vertical_alignment="center")
with files:
    beside.export(selection, readings)
with link:
    show.link(selection)

# Explain
for cell in beside.cells(networks):
    explain(cell)
