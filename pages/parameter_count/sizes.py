"""The sizes and the convention whose parameters are counted, and the counting."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from core.network import CheckpointError
from core.notation import N_
from core.parameters.budget import largest_hidden_size
from core.parameters.conventions import CONVENTIONS
from core.parameters.count import count_parameters
from core.parameters.table import ParameterTable
from pages.language import _
from pages.shared import cached
from pages.shared.pickers import MODEL_NAMES
from pages.shared.view import session
from pages.shared.view.selection import CELLS, MAX_BUDGET, MAX_LAYERS, MAX_SIZE, MODELS, Selection

CONVENTION_NAMES = {
    "textbook": N_("Textbook: one bias"),
    "pytorch": N_("PyTorch: two biases"),
    "keras": N_("Keras: GRU with two biases"),
    "keras-reset-before": N_("Keras, reset_after=False"),
}
SAME_SIZE, SAME_BUDGET = "size", "budget"
SAME_NAMES = {SAME_SIZE: N_("same hidden size"), SAME_BUDGET: N_("same budget")}
DIRECTION_NAMES = {False: N_("one"), True: N_("both")}


def pick(selection: Selection) -> None:
    """Show what the cells have in common, the sizes and the convention; each writes the link."""
    same, convention = st.columns(2)
    with same:
        _same(selection)
    with convention:
        key = session.widget("convention", selection.convention)
        st.selectbox(
            _("Convention"),
            tuple(CONVENTIONS),
            format_func=lambda name: _(CONVENTION_NAMES[name]),
            key=key,
            on_change=session.on_change(key, lambda name: session.choose(convention=name)),
        )
    inputs, hidden, layers, directions = st.columns(4)
    with inputs:
        _number("input_size", _("Input size"), selection.input_size, MAX_SIZE)
    with hidden:
        if selection.budget is None:
            _number("hidden_size", _("Hidden size"), selection.hidden_size, MAX_SIZE)
        else:
            _number("budget", _("Budget of parameters"), selection.budget, MAX_BUDGET)
    with layers:
        _number("num_layers", _("Layers"), selection.num_layers, MAX_LAYERS)
    with directions:
        _directions(selection)
    _presets()


def units(selection: Selection) -> Mapping[str, int]:
    """Return each cell's hidden size: the one chosen, or the largest that the budget allows.

    A cell of which the budget does not even buy one unit is left out.
    """
    if selection.budget is None:
        return dict.fromkeys(CELLS, selection.hidden_size)
    sizes = (selection.num_layers, selection.bidirectional, selection.convention)
    most = {
        cell: largest_hidden_size(cell, selection.budget, selection.input_size, *sizes)
        for cell in CELLS
    }
    return {cell: size for cell, size in most.items() if size is not None}


def tables(
    selection: Selection, sizes: Mapping[str, int], convention: str
) -> tuple[ParameterTable, ...]:
    """Return the count of every cell at its hidden size, under one convention."""
    return tuple(count(selection, cell, size, convention) for cell, size in sizes.items())


def count(selection: Selection, cell: str, hidden_size: int, convention: str) -> ParameterTable:
    """Return the count of one cell with a hidden size, all else as it is selected."""
    stacked = (selection.num_layers, selection.bidirectional)
    return count_parameters(cell, selection.input_size, hidden_size, *stacked, convention)


def _same(selection: Selection) -> None:
    key = session.widget("same", SAME_SIZE if selection.budget is None else SAME_BUDGET)
    st.segmented_control(
        _("All cells have the"),
        tuple(SAME_NAMES),
        format_func=lambda name: _(SAME_NAMES[name]),
        key=key,
        required=True,
        on_change=session.on_change(key, _share),
    )


def _share(same: str) -> None:
    """Take the budget to begin with from the LSTM that was on the screen."""
    selection = session.selection_now()
    lstm = count(selection, "lstm", selection.hidden_size, selection.convention)
    session.choose(budget=min(lstm.total, MAX_BUDGET) if same == SAME_BUDGET else None)


def _directions(selection: Selection) -> None:
    key = session.widget("bidirectional", selection.bidirectional)
    st.segmented_control(
        _("Directions"),
        tuple(DIRECTION_NAMES),
        format_func=lambda both: _(DIRECTION_NAMES[both]),
        key=key,
        required=True,
        on_change=session.on_change(key, lambda both: session.choose(bidirectional=both)),
    )


def _number(name: str, label: str, value: int, most: int) -> None:
    key = session.widget(name, value)
    st.number_input(
        label,
        min_value=1,
        max_value=most,
        step=1,
        key=key,
        on_change=session.on_change(key, lambda number: session.choose(**{name: number})),
    )


def _presets() -> None:
    """Offer the sizes of the shipped networks; one whose file is damaged is not offered."""
    models_of = defaultdict(list)
    for model in MODELS:
        with suppress(CheckpointError):
            card = cached.network(model, CELLS[0]).card
            models_of[card.input_size, card.hidden_size].append(model)
    st.caption(_("Sizes of the networks that ship:"))
    with st.container(horizontal=True):
        for (input_size, hidden_size), models in sorted(models_of.items()):
            # Without what is said after a comma, two names fit on a button.
            names = " · ".join(_(MODEL_NAMES[model]).partition(",")[0] for model in models)
            st.button(
                f"{input_size:,} → {hidden_size:,}: {names}",
                key=f"preset-{models[0]}",
                on_click=_resize,
                kwargs={"input_size": input_size, "hidden_size": hidden_size},
            )


def _resize(input_size: int, hidden_size: int) -> None:
    """Take over a shipped network's sizes; all of them have one layer and one direction."""
    one = {"num_layers": 1, "bidirectional": False, "budget": None}
    session.choose(input_size=input_size, hidden_size=hidden_size, **one)
