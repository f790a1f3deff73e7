"""Model builder: a whole model, layer by layer, as a summary of Keras or PyTorch shows it.

In ten seconds, a lecturer starts from a sentiment model, puts a Conv1D before the GRU, and the
class sees each shape and each parameter count follow; code for PyTorch and Keras stands below.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.model_builder import builder
from pages.shared import frame, share_link

# Choose
selection = frame.start(frame.MODEL_BUILDER)
frame.heading(frame.MODEL_BUILDER, selection)
builder.pick(selection)

# Show
builder.show(selection)
with st.container(width=260):
    share_link.offer()

# Explain
builder.explain()
