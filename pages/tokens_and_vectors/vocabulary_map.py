"""The map of the vocabulary with the sentence's tokens on it, and the neighbours of one of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from core.figures.vocabulary_map import AXIS, Marked, vocabulary_map
from core.network.catalogue import NetworkReference
from core.text import Token
from core.text.word_vectors import nearest
from pages.language import _
from pages.shared import prose, tables
from pages.shared.charts import CHART_TOOLS, dark, show_figure, type_size
from pages.shared.view import session
from pages.shared.word_names import word_names
from pages.tokens_and_vectors import cached

NEIGHBOURS = 10
MAP_TOOLS = CHART_TOOLS | {
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d"], ["toImage"]]
}
"""Here, zooming separates words that lie together."""


class Space(NamedTuple):
    """Vectors ``(n, d)``, the n keys they stand for, and the language or network they come from."""

    source: str | NetworkReference
    keys: tuple[str, ...]
    vectors: np.ndarray


def show(space: Space, tokens: Sequence[Token]) -> None:
    """Show the map with a sentence's tokens on it, and nearest words."""
    shown = word_names(space.keys)
    rows = {key: row for row, key in enumerate(space.keys)}
    marked = [
        Marked(step, rows[token.key], shown[rows[token.key]])
        for step, token in enumerate(tokens, start=1)
        if token.key in rows
    ]
    projection = cached.map_of(space.source)
    figure = vocabulary_map(projection, shown, marked, _(AXIS), dark(), type_size())
    alt = _("Every word as a point, those of the sentence marked and named.")
    show_figure("vocabulary-map", figure, alt, MAP_TOOLS)
    prose.caption(
        _(
            "{size:d} dimensions seen in the two in which the vectors differ most (PCA). What lies "
            "together here may be far apart in the others: the table below measures in all."
        ),
        size=space.vectors.shape[1],
    )
    if marked:
        _neighbours(space, shown, marked)
    else:
        prose.note(_("No token of this sentence is in this vocabulary."))


def _neighbours(space: Space, shown: list[str], marked: Sequence[Marked]) -> None:
    """Show the nearest words of one token; the reader chooses the token."""
    position = session.selection_now().position
    at = min(range(len(marked)), key=lambda index: abs(marked[index].step - position))
    steps = range(len(marked))
    choice = st.selectbox(
        _("Nearest words of"),
        steps,
        format_func=lambda index: f"{marked[index].step} · {marked[index].label}",
        **session.bind(
            "neighbours-of", at, lambda index: session.cue(position=marked[index].step), steps
        ),
    )
    rows, cosines = nearest(space.vectors, marked[choice].row, NEIGHBOURS)
    columns = {
        _("word"): [shown[row] for row in rows],
        _("cosine of the angle"): [f"{cosine:.4f}" for cosine in cosines],
    }
    tables.table(columns, most_rows=None)
