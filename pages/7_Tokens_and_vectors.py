"""Tokens and vectors: what happens to a sentence before a network reads it.

In ten seconds, a lecturer types a sentence, points at a word and shows how every tokenizer cuts it,
which pieces a network does not know, and which vector it gets for each.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.language import _
from pages.shared import cached, frame, messages, pickers, prose, share_link
from pages.shared.part import part_in_view
from pages.shared.view import session
from pages.tokens_and_vectors import padding, tokenizers, vectors
from pages.tokens_and_vectors.explain import explain

# Choose
selection = frame.start(frame.TOKENS_AND_VECTORS)
frame.heading(frame.TOKENS_AND_VECTORS, selection)
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

rows = tokenizers.rows(reading.text, network)
prose.heading(_("One sentence, every tokenizer"))
tokenizers.show(reading.text, rows, network)
tokenizers.listed(rows, network.tokenizer.name, selection)
files, link, _rest = st.columns([2, 2, 5], vertical_alignment="center")
with files:
    tokenizers.files(reading.text, rows)
with link:
    share_link.offer()

prose.heading(_("Padding and truncation"))
padding.pick(selection)
part_in_view(padding.show, network, reading, selection, key="padded")

prose.heading(_("One sentence as vectors"))
vectors.pick()
part_in_view(vectors.show, network, reading, selection, key="vectors")

# Explain
explain()
