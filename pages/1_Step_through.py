"""Step through: a sentence, token by token, with every number a trained network computes.

In ten seconds, a lecturer types a sentence, presses Enter, and walks through it with the arrow
keys; the audience sees gates open and close, the cell state fill, and the opinion turn.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from core.browser.scene import scene_of
from pages.components.stepper import stepper
from pages.language import _
from pages.shared import (
    about_network,
    cached,
    downloads,
    frame,
    messages,
    pickers,
    prose,
    share_link,
    spaces_found,
)
from pages.shared.cell_equations import explain
from pages.shared.part import part
from pages.shared.view import parts, session
from pages.step_through import unrolled
from pages.step_through.charts import CHARTS, charts

# Choose
selection = frame.start(frame.STEP_THROUGH)
frame.heading(frame.STEP_THROUGH, selection)
pickers.pick(selection)

# Compute
network = messages.network(selection.reference)
reading = cached.reading(selection.reference, selection.text)
selection = session.within(len(reading.tokens), network.card.hidden_size)

# Show
messages.notices(reading)
if not reading.tokens:
    messages.empty_state()
    st.stop()

above = unrolled.unrolled(network)
with st.container(gap=None):
    part(
        stepper,
        scene_of(reading, selection.cell, about_network.output_names(reading), selection.lecture),
        session.cue_now(),
        parts.on_settled(unrolled.STEPPER, reading.digest, CHARTS),
        unrolled.STEPPER,
        above,
        unrolled.take_over,
    )
    part(unrolled.weights, network, reading, above.weights, key=unrolled.WEIGHTS)
proof, about, files, link = st.columns([11, 6, 4, 4], gap="small", vertical_alignment="center")
with proof:
    about_network.badge(reading, selection.cell)
with about:
    about_network.card(network.card)
with files:
    downloads.export_trace(reading, selection)
with link:
    part(share_link.offer, key=parts.LINK)
if not selection.lecture:  # a lecture asks for each opinion before it is said
    spaces_found.say(reading)

prose.heading(_("Every number"))
charts(reading)

# Explain
explain(selection.cell)
