"""Hides the parameter count in a lecture until the class has guessed it."""

import streamlit as st

from pages.language import _
from pages.parameter_count.view import ParameterCountView
from pages.shared import prose
from pages.shared.view import session
from pages.shared.view.selection import Selection

_ANSWERED = "answered"


def answered(selection: Selection) -> bool:
    """Return whether to show the count; in a lecture, a button shows it once the class has guessed.

    The class guesses again whenever one of the sizes or the convention changes.
    """
    view = selection.of(ParameterCountView)
    sizes = (view.input_size, view.hidden_size, view.budget)
    counted = (*sizes, view.num_layers, view.bidirectional, selection.convention)
    if selection.lecture and session.kept(_ANSWERED, None) == counted:
        return True
    session.keep(_ANSWERED, None)
    if selection.lecture:
        prose.heading("RNN : LSTM : GRU = ?")
        st.button(
            _("Show the answer"),
            icon=":material/visibility:",
            type="primary",
            key="answer",
            on_click=session.keep,
            args=[_ANSWERED, counted],
        )
    return not selection.lecture
