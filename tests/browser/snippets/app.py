"""A page with nothing but a list of snippets; which text they are from comes from the link."""

import numpy as np
import streamlit as st

from core.analysis.corpus.passage import Context
from core.analysis.corpus.stretch import Stretch
from core.cells import CELLS
from pages.shared.language import use
from pages.shared.snippets import Snippet, Snippets, read_chosen, snippets

SENTENCE = "the film is not without charm , yet it never quite earns the ending"


def make_snippet(place: int) -> Snippet:
    """Return the sentence, with a hit of two words."""
    sources = query.get("text", SENTENCE).split("\n" if "\n" in query.get("text", "") else " ")
    gaps = ("", *[" "] * (len(sources) - 1))
    known = tuple(source != "charm" for source in sources)
    stretch = Stretch(1_000 * place, tuple(sources), tuple(sources), gaps, known, {0: "film.txt"})
    hit = (min(4, len(sources) - 1), min(6, len(sources)))
    values = np.cos(np.arange(len(sources), dtype=np.float32) - place)
    return Snippet(Context(f"film {place} <b>.txt", stretch, hit), f"{1 - place / 10:.2f}", values)


st.set_page_config(layout="wide")
query = st.query_params
use(query.get("lang", "en"))
quantity = CELLS["lstm"].quantities[-1]
items = [make_snippet(place) for place in range(int(query.get("n", "4")))]
saved = st.session_state
saved.setdefault("chosen", [])


def note_choice() -> None:
    """Note what was chosen."""
    saved.chosen.append(read_chosen(saved.snippets["chosen"]))


shown = Snippets("list", items, quantity, fixed=False, lecture="lecture" in query)
snippets(shown, on_chosen=note_choice, key="snippets")
typed = st.text_input("elsewhere")
st.text(f"typed {typed!r}, chosen {saved.chosen}")
