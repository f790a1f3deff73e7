"""Home: what this is, in one glance, and where to begin.

In ten seconds, a lecturer sees a real network change its mind in the middle of a sentence, and
opens that sentence, or another one, with one click.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from core.network import CheckpointError
from pages.home import gallery
from pages.language import _
from pages.shared import cached, frame, messages, pickers
from pages.shared.opinion_chart import opinion_chart
from pages.shared.view.selection import Selection

# Choose
frame.start(frame.HOME)
first = Selection()

# Compute
try:
    reading = cached.reading(first.reference, first.text)
except CheckpointError:
    reading = None

# Show
messages.damaged_files()
st.title(_("Watch recurrent networks remember"), anchor=False)
st.markdown(
    _(
        "Type a sentence and step through it, token by token. See the hidden state, the cell state "
        "and every gate of an RNN, an LSTM and a GRU: the real numbers of networks that were "
        "really trained, compared with PyTorch's own layers as you watch."
    )
)
pickers.begin()

st.subheader(_("A network changes its mind"), anchor=False)
st.caption(_("How good the review sounds to the trained LSTM after each token, computed just now."))
if reading:
    opinion_chart(reading)
else:
    st.warning(_("This network cannot be used just now: its file is missing or damaged."))

st.subheader(_("Sentences worth stepping through"), anchor=False)
gallery.examples()

st.subheader(_("Sentences worth comparing cells on"), anchor=False)
gallery.comparisons()

st.subheader(_("Units worth inspecting"), anchor=False)
gallery.inspections()

st.subheader(_("Memories worth looking back on"), anchor=False)
gallery.memories()

st.subheader(_("Changes worth making"), anchor=False)
gallery.changes()

# Explain
st.subheader(_("Where to go"), anchor=False)
gallery.screens()
