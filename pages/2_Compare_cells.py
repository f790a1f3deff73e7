"""Compare cells: one sentence through several networks at once, step by step.

In ten seconds, a lecturer types a sentence and presses the arrow keys: RNN, LSTM and GRU read the
same token at the same moment, and the audience sees whose opinion turns first, which gates open,
and which cell still remembers the first word when the sentence ends.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.compare_cells import first_token, gru_forms, scores, seen
from pages.compare_cells.members import members as stepped_together
from pages.components.lockstep import joint_digest, lockstep
from pages.language import _
from pages.shared import frame, messages, pickers, prose, share_link, side_by_side
from pages.shared.cell_equations import explain
from pages.shared.part import part, part_in_view
from pages.shared.view import parts, session

# Choose
selection = frame.start(frame.COMPARE_CELLS)
frame.heading(frame.COMPARE_CELLS, selection)
pickers.pick_task(selection)
side_by_side.pick(selection)

# Compute
compared = side_by_side.read(selection)
reading = compared.reading
selection = session.within(len(reading.tokens), compared.units)

# Show
messages.notices(reading)
if not reading.tokens:
    messages.empty_state()
    st.stop()

members = stepped_together(selection, compared)
part(
    lockstep,
    members,
    session.cue_now(),
    parts.on_settled("lockstep", joint_digest(members)),
    "lockstep",
)
if not selection.lecture:  # a lecture asks for each opinion before it is said
    seen.say_opinions(compared)
side_by_side.proofs(compared)
files, link, _rest = st.columns([2, 2, 3], vertical_alignment="center")
with files:
    side_by_side.export(selection, compared)
with link:
    part(share_link.offer, key=parts.LINK)

prose.heading(_("What it costs and what it brings"))
part_in_view(scores.scores, compared.networks, key="scores")

prose.heading(_("How much of the first token is left?"))
first_token.pick(selection, reading)
part_in_view(first_token.show, selection, compared, key="first-token-left")

gru_forms.two_grus(compared)

# Explain
for cell in compared.cells:
    explain(cell)
