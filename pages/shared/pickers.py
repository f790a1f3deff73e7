"""The pickers that several screens share: sentence, network, cell."""

from collections.abc import Callable

import streamlit as st

from core.notation import N_
from pages.language import _
from pages.shared.frame import STEP_THROUGH
from pages.shared.view import session
from pages.shared.view.link import to_query
from pages.shared.view.selection import AT_THE_BEGINNING, CELLS, DEFAULT_TEXTS, MODELS, Selection

MODEL_NAMES = {
    "english-reviews": N_("English film reviews"),
    "korean-reviews": N_("Korean film reviews"),
    "shakespeare": N_("Shakespeare, by character"),
    "python-source": N_("Python source, by character"),
    "brackets": N_("Nested brackets"),
    "wave": N_("A wave of numbers"),
    "hello": N_("Spelling hello"),
}
LINES = ("shakespeare", "python-source")
"""Networks whose texts have several lines."""
CELL_NAMES = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}


def pick(selection: Selection) -> None:
    """Show the pickers in one row; each writes the selection."""
    sentence, model, cell = st.columns([11, 6, 7])  # all three cells fit beside the sidebar
    with sentence:
        pick_sentence(selection)
    with model:
        pick_model(selection)
    with cell:
        pick_cell(selection)


def pick_task(selection: Selection) -> None:
    """Show the pickers of a screen that has all cells: the sentence and what was learned."""
    sentence, model = st.columns([2, 1])
    with sentence:
        pick_sentence(selection)
    with model:
        pick_model(selection)


def pick_sentence(selection: Selection, then: Callable[[], None] | None = None) -> None:
    """Show the field for the sentence, or for lines of text where the network wants those."""

    def change(text: str) -> None:
        session.cue(text=text, **AT_THE_BEGINNING)
        if then:
            then()

    key = session.widget("sentence", selection.text)
    changed = session.on_change(key, change)
    if selection.model in LINES:
        hint = _("Type a text and press Ctrl and Enter")
        st.text_area(_("Text"), key=key, placeholder=hint, on_change=changed, height=120)
    else:
        hint = _("Type a sentence and press Enter")
        st.text_input(_("Sentence"), key=key, placeholder=hint, on_change=changed)


def pick_model(selection: Selection) -> None:
    """Show the menu of networks."""
    key = session.widget("model", selection.model)
    st.selectbox(
        _("Network"),
        MODELS,
        format_func=lambda name: _(MODEL_NAMES[name]),
        key=key,
        on_change=session.on_change(key, _change_model),
    )


def pick_cell(selection: Selection) -> None:
    """Show the three cells."""
    key = session.widget("cell", selection.cell)
    st.segmented_control(
        _("Cell"),
        CELLS,
        format_func=CELL_NAMES.__getitem__,
        key=key,
        required=True,
        width="stretch",
        on_change=session.on_change(key, lambda name: session.cue(cell=name)),
    )


def begin() -> None:
    """Show the field from which a sentence goes straight to the stepper."""
    if session.asked("begin"):
        st.switch_page(STEP_THROUGH, query_params=to_query(session.selection_now()))
    field, go = st.columns([5, 1], vertical_alignment="bottom")
    with field:
        pick_sentence(session.selection_now(), then=lambda: session.ask("begin"))
    with go:
        st.button(
            _("Step through"),
            icon=":material/footprint:",
            type="primary",
            width="stretch",
            on_click=session.ask,
            args=["begin"],
        )


def _change_model(model: str) -> None:
    """Change the network; a sentence that nobody typed makes room for one that suits it.

    Units and outputs have other meanings there, so none of them stays chosen.
    """
    selection = session.selection_now()
    untouched = selection.text == DEFAULT_TEXTS[selection.model]
    text = DEFAULT_TEXTS[model] if untouched else selection.text
    session.cue(model=model, text=text, unit=0, output=None, **AT_THE_BEGINNING)
