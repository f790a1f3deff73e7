"""What is wired: the sentence with the network of its task, or a number with one of numbers."""

import streamlit as st

from core.network import CheckpointError, ModelCard
from core.network.catalogue import TORCH_CELLS
from pages.language import _
from pages.shapes_and_wiring import answer_panel, answers, cached, model
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared import cached as shared_cached
from pages.shared import messages, prose
from pages.shared.view.selection import Selection


def need_layer(selection: Selection) -> None:
    """Where PyTorch and Keras have no layer of the network's cell, say it and end the page."""
    if model.reference_of(selection).cell in TORCH_CELLS:
        return
    prose.note(
        _(
            "PyTorch and Keras have no layer of this network's cell, so there are no lines of "
            "theirs that would wire it. Choose another network above."
        ),
        icon=":material/info:",
    )
    st.stop()


def key_of(selection: Selection) -> cached.Key:
    """Return the key of the run; where there is nothing to read or no network, end the page."""
    view = selection.of(ShapesAndWiringView)
    named = model.reference_of(selection)
    if answers.is_answering(view):
        return _of_number(view, named.cell)
    messages.network(named)
    if not shared_cached.reading(named, selection.text).tokens:
        messages.empty_state()
        st.stop()
    return cached.key_of(named, selection.text, view)


def _of_number(view: ShapesAndWiringView, cell: str) -> cached.Key:
    named, text = answers.reference_of(view, cell), answers.text_of(view)
    try:
        network = cached.answering(named)
    except CheckpointError as error:
        messages.unusable(error)
    if not network.encode(text).tokens:
        answer_panel.nothing_to_read(decodes=view.kind == "encoder-decoder")
        st.stop()
    return cached.key_of(named, text, view)


def card(key: cached.Key) -> ModelCard:
    """Return the card of the network."""
    if answers.is_answering(key.view):
        return cached.answering(key.network).card
    return shared_cached.network(key.network).card
