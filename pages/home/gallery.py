"""The gallery of the home page: example sentences and the screens."""

from collections.abc import Sequence
from dataclasses import replace
from typing import LiteralString

import streamlit as st

from core.notation import N_
from pages.home.examples import (
    CHANGES,
    COMPARISONS,
    EXAMPLES,
    INSPECTIONS,
    MEMORIES,
    TRAININGS,
    WIRINGS,
    WRITINGS,
    Example,
)
from pages.inspect_a_unit.view import CORPORA, InspectAUnitView
from pages.language import _
from pages.shared import frame, prose
from pages.shared.view import session
from pages.shared.view.link import to_query

COLUMNS = 3
PURPOSES = {
    frame.STEP_THROUGH: N_("One sentence, one network, every number at every token."),
    frame.COMPARE_CELLS: N_("RNN, LSTM and GRU on one sentence, in lock-step."),
    frame.GENERATE: N_("A network writes: its probabilities, the dart, and the branch not taken."),
    frame.TRAIN: N_("A network learns, and one sees what it has learned so far."),
    frame.OWN_NETWORK: N_("Bring the weights of your own network, and look inside."),
    frame.PARAMETER_COUNT: N_("Where every parameter is: RNN, LSTM and GRU side by side."),
    frame.MODEL_BUILDER: N_("A whole model, layer by layer: shapes, parameters, and its code."),
    frame.SHAPES_AND_WIRING: N_("A model unrolled in time: the shape and numbers on each arrow."),
    frame.INSPECT_A_UNIT: N_("One unit along a text: what it follows, and how closely."),
    frame.MEMORY_AND_GRADIENTS: N_("Why one cell remembers: gradients, and who wrote a memory."),
    frame.WHAT_IF: N_("Change one thing in the network, and see what follows."),
    frame.TOKENS_AND_VECTORS: N_("What happens to a sentence before a network reads it."),
}


def examples() -> None:
    """Show the sentences to step through; each opens with one click."""
    _cards(EXAMPLES, frame.STEP_THROUGH, _("Step through it"))


def comparisons() -> None:
    """Show the sentences to compare networks on; each opens with one click."""
    _cards(COMPARISONS, frame.COMPARE_CELLS, _("Compare on it"))


def inspections() -> None:
    """Show the units to inspect; each opens with one click."""
    _cards(INSPECTIONS, frame.INSPECT_A_UNIT, _("Inspect it"))


def memories() -> None:
    """Show examples of gradients and memories; each opens with one click."""
    _cards(MEMORIES, frame.MEMORY_AND_GRADIENTS, _("Look back on it"))


def changes() -> None:
    """Show edits that reverse an opinion; each opens with one click."""
    _cards(CHANGES, frame.WHAT_IF, _("Change it"))


def writings() -> None:
    """Show beginnings that a network goes on from; each opens with one click."""
    _cards(WRITINGS, frame.GENERATE, _("Write on"))


def wirings() -> None:
    """Show models to look at unrolled; each opens with one click."""
    _cards(WIRINGS, frame.SHAPES_AND_WIRING, _("See its wiring"))


def trainings() -> None:
    """Show what a network can learn while one watches; each opens with one click."""
    _cards(TRAININGS, frame.TRAIN, _("Watch it learn"))


def screens() -> None:
    """Show what each screen is for."""
    for page, purpose in PURPOSES.items():
        title, icon = frame.screens()[page]
        link, words = st.columns([1, 3], vertical_alignment="center")
        link.page_link(
            page, label=prose.compose(title), icon=icon, query_params=frame.link_to(page)
        )
        with words:
            prose.caption(_(purpose))


def _cards(examples: Sequence[Example], page: str, invitation: LiteralString) -> None:
    """Show the first examples, and the others once they are asked for."""
    _row(examples[:COLUMNS], page, invitation)
    others = examples[COLUMNS:]
    if others:
        count = len(others)
        with st.expander(prose.compose(_("{count:d} more"), count=count)):
            for start in range(0, count, COLUMNS):
                _row(others[start : start + COLUMNS], page, invitation)


def _row(examples: Sequence[Example], page: str, invitation: LiteralString) -> None:
    """Show examples beside each other, each in a card of its own."""
    for column, example in zip(st.columns(COLUMNS), examples, strict=False):
        with column.container(border=True, height="stretch"):
            _card(example, page, invitation)


def _card(example: Example, page: str, invitation: LiteralString) -> None:
    now, selection = session.selection_now(), example.selection
    prose.caption(_(example.title))
    corpus = selection.of(InspectAUnitView).corpus
    st.text(selection.text if corpus == "text" else _(CORPORA[corpus]))
    if not now.lecture:  # which asks before it is said
        prose.caption(_(example.watch))
    st.space("stretch")
    opened = replace(selection, language=now.language, lecture=now.lecture)
    st.page_link(
        page,
        label=prose.compose(invitation),
        icon=":material/play_arrow:",
        query_params=to_query(session.as_here(opened)),
    )
