"""Shapes and wiring: a recurrent model unrolled in time, the shape and the numbers on each arrow.

In ten seconds, a lecturer opens the screen on a bidirectional LSTM that reads "not good at all",
presses → and watches which arrows carry what, then ticks return_sequences: the outputs of all steps
come, and the lines of Keras and PyTorch that make them light up.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.shapes_and_wiring import (
    answer_panel,
    chosen,
    drawing,
    effects,
    python,
    series,
    surprises,
    switches,
)
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared import about_network, frame, share_link
from pages.shared.cell_equations import explain
from pages.shared.part import part
from pages.shared.view import parts, session
from pages.shared.view.selection import MAX_UNIT

# Choose
selection = frame.start(frame.SHAPES_AND_WIRING)
frame.heading(frame.SHAPES_AND_WIRING, selection)
switches.pick(selection)
chosen.need_layer(selection)
switches.switches(selection.of(ShapesAndWiringView))

# Compute
key = chosen.key_of(selection)
run = drawing.run_of(key)
selection = session.within(len(run.columns), MAX_UNIT + 1)

# Show
drawing.show(selection, key, run)
about, files, link = st.columns(3, gap="small", vertical_alignment="center")
with about:
    about_network.card(chosen.card(key))
with files:
    drawing.files(run)
with link:
    part(share_link.offer, key=parts.LINK)
drawing.table(run)

# Explain
effects.show(key)
if run.answer is None:
    surprises.show(key)
    series.show(key)
else:
    answer_panel.steps(run.answer)
python.show(key, run)
explain(key.network.cell)
