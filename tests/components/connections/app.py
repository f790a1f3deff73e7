"""A page with nothing but the connections and what could disturb them; all from the link.

The numbers are made up: tests compare them, whatever they mean.
"""

import numpy as np
import streamlit as st

from core.analysis.reading import ShownToken
from pages.components.connections import ConnectionMember, connections, read_pinned
from pages.language import use

SENTENCE = "the film is not without charm , yet it never quite earns the ending"


def make_member(place: int) -> ConnectionMember:
    """Return a network; each step back halves an output's dependence 1 + ``place`` times."""
    back = np.subtract.outer(np.arange(length), np.arange(length))  # (T, T): output less input
    strength = np.where(back < 0, -np.inf, -back * (1.0 + place))
    strength[-1, 2] = 1.0  # the last output depends on the third token most
    if "deaf" in st.query_params:
        strength[0] = -np.inf
    signed = np.where(back < 0, 0.0, np.cos(back) * 0.3 ** (1 + place))
    return ConnectionMember(("RNN", "LSTM", "GRU")[place] + " · 8 units", place, strength, signed)


def note_report() -> None:
    """Count what is reported, and take it over."""
    saved.reports += 1
    settled = read_pinned(saved.connections["settled"])
    assert settled is not None
    saved.pinned = settled.position


st.set_page_config(layout="wide")
query, saved = st.query_params, st.session_state
use(query.get("lang", "en"))
text = query.get("text", SENTENCE)
words = text.split("\n" if "\n" in text else " ")
length = int(query.get("length", len(words)))
words = words if length == len(words) else [f"w{k}" for k in range(length)]
tokens = [ShownToken(word[:32], word, known=word != "charm") for word in words]
members = [make_member(place) for place in range(int(query.get("members", "3")))]
saved.setdefault("pinned", length - 1)
saved.setdefault("reports", 0)
digest = f"digest {text} {length}"
hidden = st.checkbox("hidden")
kept = None
if not hidden:
    kept = connections(
        members,
        tokens,
        saved.pinned,
        query.get("measure", "strength"),
        digest,
        on_settled=note_report,
        key="connections",
        lecture="lecture" in query,
    )
if st.button("to the second"):
    saved.pinned = 1
    st.rerun()
st.text(f"reports {saved.reports}, pinned {saved.pinned}, kept {kept}")
