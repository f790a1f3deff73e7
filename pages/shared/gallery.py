"""What the home page offers: example sentences and the screens."""

from dataclasses import replace

import streamlit as st

from core.notation import N_
from pages.shared import frame, session
from pages.shared.examples import EXAMPLES, Example
from pages.shared.language import _
from pages.shared.link import to_query

COLUMNS = 3
PURPOSES = {
    frame.STEP_THROUGH: N_("One sentence, one network, every number at every token."),
    frame.COMPARE_CELLS: N_("RNN, LSTM and GRU on one sentence, in lock-step."),
    frame.PARAMETER_COUNT: N_("Where every parameter is: RNN, LSTM and GRU side by side."),
    frame.TOKENS_AND_VECTORS: N_("What becomes of a sentence before a network reads it."),
}


def gallery() -> None:
    """Show the example sentences; each opens with one click."""
    for start in range(0, len(EXAMPLES), COLUMNS):
        row = EXAMPLES[start : start + COLUMNS]
        for column, example in zip(st.columns(COLUMNS), row, strict=False):
            with column.container(border=True, height="stretch"):
                _card(example)


def screens() -> None:
    """Show what each screen is for."""
    query = to_query(session.selection_now())
    for page, purpose in PURPOSES.items():
        title, icon = frame.screens()[page]
        link, words = st.columns([1, 3], vertical_alignment="center")
        link.page_link(page, label=title, icon=icon, query_params=query)
        words.caption(_(purpose))


def _card(example: Example) -> None:
    language = session.selection_now().language
    st.caption(_(example.title))
    st.text(example.selection.text)
    st.caption(_(example.watch))
    st.space("stretch")
    st.page_link(
        frame.STEP_THROUGH,
        label=_("Step through it"),
        icon=":material/play_arrow:",
        query_params=to_query(session.as_here(replace(example.selection, language=language))),
    )
