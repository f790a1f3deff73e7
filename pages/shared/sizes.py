"""The sizes and the convention whose parameters are counted, and the counting."""

from collections import defaultdict
from contextlib import suppress

import streamlit as st

from core.conventions import CONVENTIONS
from core.network import CheckpointError
from core.notation import N_
from core.parameter_table import ParameterTable
from core.parameters import count_parameters
from pages.shared import caches, session
from pages.shared.language import _
from pages.shared.selection import (
    CELLS,
    MAX_SIZE,
    MODELS,
    Selection,
)

CONVENTION_NAMES = {
    "textbook": N_("Textbook: one bias"),
    "pytorch": N_("PyTorch: two biases"),
    "keras": N_("Keras: GRU with two biases"),
    "keras-reset-before": N_("Keras, reset_after=False"),
}


def pick(selection: Selection) -> None:
    """Show the sizes and the convention; each writes the selection."""
    inputs, hidden, convention = st.columns([1, 1, 3], vertical_alignment="bottom")
    with inputs:
        _size("input_size", _("Input size"), selection.input_size)
    with hidden:
        _size("hidden_size", _("Hidden size"), selection.hidden_size)
    with convention:
        key = session.widget("convention", selection.convention)
        st.selectbox(
            _("Convention"),
            tuple(CONVENTIONS),
            format_func=lambda name: _(CONVENTION_NAMES[name]),
            key=key,
            on_change=session.on_change(key, lambda name: session.choose(convention=name)),
        )
    _presets()


def tables(selection: Selection, convention: str) -> list[ParameterTable]:
    """Return the count of every cell at the selected sizes, under one convention."""
    sizes = (selection.input_size, selection.hidden_size)
    return [count_parameters(cell, *sizes, convention=convention) for cell in CELLS]


def _size(name: str, label: str, value: int) -> None:
    key = session.widget(name, value)
    st.number_input(
        label,
        min_value=1,
        max_value=MAX_SIZE,
        step=1,
        key=key,
        on_change=session.on_change(key, lambda size: session.choose(**{name: size})),
    )


def _presets() -> None:
    """Offer the sizes of the shipped networks; one whose file is damaged is not offered."""
    models_of = defaultdict(list)
    for model in MODELS:
        with suppress(CheckpointError):
            card = caches.network(model, CELLS[0]).card
            models_of[card.input_size, card.hidden_size].append(model)
    st.caption(_("Sizes of the networks that ship:"))
    with st.container(horizontal=True):
        for (input_size, hidden_size), models in sorted(models_of.items()):
            names = ", ".join(models)
            st.button(
                f"{input_size:,} → {hidden_size:,}: {names}",
                key=f"preset-{models[0]}",
                on_click=_resize,
                kwargs={"input_size": input_size, "hidden_size": hidden_size},
            )


def _resize(input_size: int, hidden_size: int) -> None:
    session.choose(input_size=input_size, hidden_size=hidden_size)
