"""Memory and gradients: why an LSTM remembers, measured on the reader's own sentence.

In ten seconds, a lecturer types a sentence and sees a line for each network fall back from its last
token, beside the dotted ρᵏ; one click further, the ledger says which token wrote a unit's memory.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.memory_and_gradients import views
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import frame, messages, pickers, share_link, side_by_side
from pages.shared.cell_equations import explain
from pages.shared.view import session

# Choose
selection = frame.start(frame.MEMORY_AND_GRADIENTS)
frame.heading(frame.MEMORY_AND_GRADIENTS, selection)
pickers.pick_task(selection)
side_by_side.pick(selection)
views.pick()

# Compute
compared = side_by_side.read(selection)
reading = compared.reading
selection = session.within(len(reading.tokens), compared.units)

# Show
needs_text = views.needs_text(selection.of(MemoryAndGradientsView).lens)
if needs_text:
    messages.notices(reading)
if needs_text and not reading.tokens:
    messages.empty_state()
    st.stop()

views.show(selection, compared)

if needs_text:
    side_by_side.proofs(compared)
files, link, _rest = st.columns([2, 2, 3], vertical_alignment="center")
with files:
    side_by_side.export(selection, compared)
with link:
    share_link.offer()

# Explain
for cell in compared.cells:
    explain(cell)
