"""Readings of texts with and without edits, made once for all sessions."""

import streamlit as st

from core.analysis.what_if import WhatIf, what_if_possible
from core.edits import Edit
from core.network.catalogue import NetworkReference
from pages.shared.cached.networks import network, reading

MAX_EDITED = 24
"""Each entry has a trace of its own, a megabyte for a long text. Nothing in it can be changed."""


@st.cache_resource(show_spinner=False, max_entries=MAX_EDITED)
def what_if(named: NetworkReference, text: str, edits: tuple[Edit, ...], other: str) -> WhatIf:
    """Return a network's reading of a text, and its reading with the edits.

    Args:
        named: the network.
        text: the typed text.
        edits: the edits, in order; those that cannot be made here are left out with a notice.
        other: the other sentence, whose state may be taken.
    """
    readings = reading(named, text), reading(named, other)
    return what_if_possible(network(named), readings[0], edits, readings[1])
