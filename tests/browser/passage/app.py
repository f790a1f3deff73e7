"""A page with nothing but a passage and what could disturb it; all of it comes from the link.

The values are waves: a test looks at numbers, not at meaning.
"""

import argparse
from pathlib import Path

import numpy as np
import streamlit as st

from core.analysis.corpus.stretch import Stretch
from core.cells import CELLS
from pages.shared.language import use
from pages.shared.passage import (
    PassageCue,
    PassageText,
    UnitValues,
    passage,
    units_around,
)

CODE = '''def walk(tree):
    """Yield every node, the tree itself first."""
    yield tree
    for child in tree.children:  # one after the other
        yield from walk(child)

'''


def read_text(name: str, size: int) -> str:
    """Return a text: a name of a sample, or the text itself."""
    samples = {
        "code": CODE * (size // len(CODE) + 1),
        "argparse": Path(argparse.__file__).read_text(),
        "prose": " ".join(CODE.split()) * size,
    }
    return samples.get(name, name)[:size]


def make_stretch(text: str, by: str) -> Stretch:
    """Return the characters, or the words, of documents that an empty line sets apart."""
    labels, gaps, titles = [], [], {}
    documents = text.split("\f") if by == "words" else [text]
    for number, document in enumerate(documents, start=1):
        titles[len(labels)] = f"document {number}"
        pieces = document.split(" ") if by == "words" else list(document)
        gaps += ["", *[" "] * (len(pieces) - 1)] if by == "words" else [""] * len(pieces)
        labels += pieces
    known = tuple(label != "charm" for label in labels)
    return Stretch(first, tuple(labels), tuple(labels), tuple(gaps), known, titles)


def make_values(length: int, columns: range) -> np.ndarray:
    """Return a wave for each unit, slower from unit to unit, in [-1, 1] or, of a gate, [0, 1]."""
    tokens, units = np.arange(length)[:, None], np.array(columns)[None, :]
    waves = np.sin(tokens / (1 + units)).astype(np.float32)
    return (1 + waves) / 2 if quantity.bounds == (0, 1) else waves


st.set_page_config(layout="wide")
query = st.query_params
use(query.get("lang", "en"))
first, units = int(query.get("first", "0")), int(query.get("units", "64"))

text = read_text(query.get("text", "code"), int(query.get("size", "600")))
stretch = make_stretch(text, query.get("by", "characters"))
(quantity,) = [q for q in CELLS["lstm"].quantities if q.name == query.get("q", "hidden_state")]
saved = st.session_state
saved.setdefault(
    "cue", PassageCue(0, first + int(query.get("t", "0")), int(query.get("unit", "5")))
)
saved.setdefault("reports", 0)
saved.setdefault("unit", saved.cue.unit)


def count_report() -> None:
    """Count what is reported, and take the unit over."""
    saved.reports += 1
    saved.unit = saved.passage["settled"]["unit"]


around = units_around(saved.unit, units, len(stretch))
values = make_values(len(stretch), around)
hidden = st.checkbox("hidden")
settled = hidden or passage(
    PassageText(
        f"digest {first}",
        stretch,
        first + len(stretch) + 1_000,
        units,
        fixed=query.get("by") != "words",
        lecture="lecture" in query,
    ),
    UnitValues(quantity, around, values, values >= np.float32(0.3), 0.3),
    saved.cue,
    on_settled=count_report,
    key="passage",
)
if st.button("cue"):
    saved.cue = PassageCue(saved.cue.number + 1, first + 40, 9, (first + 38, first + 44))
    saved.unit = 9
    st.rerun()
typed = st.text_input("elsewhere")
st.text(f"typed {typed!r}, reports {saved.reports}, sent {around}, settled {settled}")
