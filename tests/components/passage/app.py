"""A page with a passage, or a list of snippets, and what could disturb it; all from the link.

The values are waves: tests compare numbers, whatever they mean.
"""

import argparse
from pathlib import Path

import numpy as np
import streamlit as st

from core.cells import CELLS
from core.corpus.excerpts.excerpt import Excerpt
from core.corpus.excerpts.passage import Context
from pages.components.passage import (
    PassageCue,
    PassageText,
    UnitValues,
    pack,
    passage,
    units_around,
)
from pages.components.snippets import Snippet, Snippets, read_chosen, snippets
from pages.language import use

SENTENCE = "the film is not without charm , yet it never quite earns the ending"
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
        "argparse": Path(argparse.__file__).read_text("utf-8"),
        "prose": " ".join(CODE.split()) * size,
    }
    return samples.get(name, name)[:size]


def make_excerpt(by: str) -> Excerpt:
    """Return the characters, or the words of documents that a form feed sets apart."""
    labels, gaps, titles = [], [], {}
    documents = text.split("\f") if by == "words" else [text]
    for number, document in enumerate(documents, start=1):
        titles[len(labels)] = f"document {number}"
        pieces = document.split(" ") if by == "words" else list(document)
        gaps += ["", *[" " if by == "words" else ""] * (len(pieces) - 1)]
        labels += pieces
    known = tuple(label != "charm" for label in labels)
    return Excerpt(first, tuple(labels), tuple(labels), tuple(gaps), known, titles)


def make_values(length: int, columns: range) -> np.ndarray:
    """Return a wave for each unit, slower from unit to unit, in [-1, 1] or, of a gate, [0, 1]."""
    tokens, units = np.arange(length)[:, None], np.array(columns)[None, :]
    waves = np.sin(tokens / (1 + units)).astype(np.float32)
    return (1 + waves) / 2 if quantity.bounds == (0, 1) else waves


def count_report() -> None:
    """Count what is reported, and take the unit over."""
    saved.reports += 1
    saved.unit = saved.passage["settled"]["unit"]


def show_passage() -> None:
    """Show the text in the colours of its units."""
    excerpt = make_excerpt(query.get("by", "characters"))
    units = int(query.get("units", "64"))
    around = units_around(saved.unit, units, len(excerpt))
    values = make_values(len(excerpt), around)
    shown = PassageText(
        f"digest {first}",
        excerpt,
        first + len(excerpt) + 1_000,
        units,
        200,
        fixed=query.get("by") != "words",
        lecture="lecture" in query,
    )
    given = UnitValues(quantity, around, values, values >= np.float32(0.3), 0.3)
    settled = None
    if not st.checkbox("hidden"):
        packed = pack(shown, given, "passage")
        settled = passage(packed, saved.cue, on_settled=count_report, key="passage")
    if st.button("cue"):
        saved.cue = PassageCue(saved.cue.number + 1, first + 40, 9, (first + 38, first + 44))
        saved.unit = 9
        st.rerun()
    typed = st.text_input("elsewhere")
    st.text(f"typed {typed!r}, reports {saved.reports}, sent {around}, settled {settled}")


def make_snippet(place: int) -> Snippet:
    """Return the sentence, or the lines of the text, with a hit of two tokens."""
    sources = text.split("\n") if "text" in query else SENTENCE.split()
    gaps = ("", *[" "] * (len(sources) - 1))
    known = tuple(source != "charm" for source in sources)
    excerpt = Excerpt(1_000 * place, tuple(sources), tuple(sources), gaps, known, {0: "film.txt"})
    hit = (min(4, len(sources) - 1), min(6, len(sources)))
    values = np.cos(np.arange(len(sources), dtype=np.float32) - place)
    return Snippet(Context(f"film {place} <b>.txt", excerpt, hit), f"{1 - place / 10:.2f}", values)


def note_choice() -> None:
    """Note what was chosen."""
    saved.chosen.append(read_chosen(saved.snippets["chosen"]))


def show_snippets() -> None:
    """Show a list of four."""
    items = [make_snippet(place) for place in range(4)]
    shown = Snippets("list", items, quantity, fixed=False, lecture="lecture" in query)
    snippets(shown, on_chosen=note_choice, key="snippets")
    st.text(f"chosen {saved.chosen}")


st.set_page_config(layout="wide")
query, saved = st.query_params, st.session_state
use(query.get("lang", "en"))
first, unit = int(query.get("first", "0")), int(query.get("unit", "5"))
text = read_text(query.get("text", "code"), int(query.get("size", "600")))
(quantity,) = [q for q in CELLS["lstm"].quantities if q.name == query.get("q", "hidden_state")]
saved.setdefault("cue", PassageCue(0, first + int(query.get("t", "0")), unit))
saved.setdefault("reports", 0)
saved.setdefault("chosen", [])
saved.setdefault("unit", unit)
if query.get("show") == "snippets":
    show_snippets()
else:
    show_passage()
