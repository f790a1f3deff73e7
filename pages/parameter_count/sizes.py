"""The sizes and the convention whose parameters are counted, and the counting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress

import streamlit as st

from core.network import CheckpointError, ModelCard
from core.network.catalogue import TASKS, TORCH_CELLS, NetworkReference
from core.notation import N_
from core.parameters.budget import largest_hidden_size
from core.parameters.count import count_parameters
from core.parameters.table import ParameterTable
from pages.language import _
from pages.parameter_count.view import MAX_BUDGET, ParameterCountView
from pages.shared import cached, network_names, pickers, prose
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

SAME_SIZE, SAME_BUDGET = "size", "budget"
SAME_NAMES = {SAME_SIZE: N_("same hidden size"), SAME_BUDGET: N_("same budget")}
_SIZES = ("input_size", "hidden_size", "num_layers")
DIRECTION_NAMES = {False: N_("one"), True: N_("both")}


def pick(selection: Selection) -> None:
    """Show what the cells have in common, the sizes and the convention; each writes the link."""
    same, convention = st.columns(2)
    with same:
        _same(selection)
    with convention:
        pickers.one_of("convention", _("Convention"), shape="menu")
    inputs, hidden, layers, directions = st.columns(4)
    with inputs:
        pickers.number("input_size", _("Input size"))
    with hidden:
        if selection.of(ParameterCountView).budget is None:
            pickers.number("hidden_size", _("Hidden size"))
        else:
            pickers.number("budget", _("Budget of parameters"))
    with layers:
        pickers.number("num_layers", _("Layers"))
    with directions:
        pickers.one_of(
            "bidirectional",
            _("Directions"),
            tuple(DIRECTION_NAMES),
            lambda both: _(DIRECTION_NAMES[both]),
        )
    _presets()


def units(selection: Selection) -> Mapping[str, int]:
    """Return each cell's hidden size: the one chosen, or the largest that the budget allows.

    A cell is left out if the budget does not buy even one unit of it.
    """
    view = selection.of(ParameterCountView)
    if view.budget is None:
        return dict.fromkeys(TORCH_CELLS, view.hidden_size)
    sizes = (view.num_layers, view.bidirectional, selection.convention)
    most = {
        cell: largest_hidden_size(cell, view.budget, view.input_size, *sizes)
        for cell in TORCH_CELLS
    }
    return {cell: size for cell, size in most.items() if size is not None}


def tables(
    selection: Selection, sizes: Mapping[str, int], convention: str
) -> tuple[ParameterTable, ...]:
    """Return the count of every cell at its hidden size, under one convention."""
    return tuple(count(selection, cell, size, convention) for cell, size in sizes.items())


def count(selection: Selection, cell: str, hidden_size: int, convention: str) -> ParameterTable:
    """Return the count of one cell with a hidden size, all else as it is selected."""
    view = selection.of(ParameterCountView)
    stacked = (view.num_layers, view.bidirectional)
    return count_parameters(cell, view.input_size, hidden_size, *stacked, convention)


def _same(selection: Selection) -> None:
    budget = selection.of(ParameterCountView).budget
    st.segmented_control(
        _("All cells have the"),
        tuple(SAME_NAMES),
        format_func=lambda name: _(SAME_NAMES[name]),
        required=True,
        **session.bind("same", SAME_SIZE if budget is None else SAME_BUDGET, _choose_same),
    )


def _choose_same(same: str) -> None:
    """Choose what the cells have in common; a budget starts as the count of the LSTM on screen."""
    selection = session.selection_now()
    lstm = count(
        selection, "lstm", selection.of(ParameterCountView).hidden_size, selection.convention
    )
    session.choose(budget=min(lstm.total, MAX_BUDGET) if same == SAME_BUDGET else None)


def _presets() -> None:
    """Offer the sizes of the networks that ship, and of this session's."""
    prose.caption(_("Sizes of the networks that ship:"))
    _sizes_of(TASKS)
    if session.own_networks():
        prose.caption(_("Sizes of the networks of this session:"))
        _sizes_of(session.own_networks())


def _sizes_of(models: Iterable[str]) -> None:
    """Offer the sizes of networks; one whose file is damaged is not offered."""
    models_of = defaultdict(list)
    for model in models:
        with suppress(CheckpointError):
            card = cached.card(NetworkReference(model, TORCH_CELLS[0]))
            if _can_be_counted(card):
                shape = card.num_layers, card.bidirectional
                models_of[card.input_size, card.hidden_size, *shape].append(model)
    with st.container(horizontal=True):
        for (input_size, hidden_size, layers, both), models in sorted(models_of.items()):
            # Without what follows a comma, two names fit on a button; tasks may share one.
            titles = (network_names.short(model) for model in models)
            sizes = [
                prose.compose("{inputs:,} → {hidden:,}", inputs=input_size, hidden=hidden_size)
            ]
            if layers > 1:
                sizes.append(prose.compose(_("{layers:d} layers"), layers=layers))
            if both:
                sizes.append(prose.compose(_("two directions")))
            st.button(
                prose.compose(
                    "{sizes}: {names}",
                    sizes=prose.join(sizes, ", "),
                    names=" · ".join(dict.fromkeys(titles)),
                ),
                key=f"preset-{models[0]}",
                on_click=_resize,
                kwargs={
                    "input_size": input_size,
                    "hidden_size": hidden_size,
                    "num_layers": layers,
                    "bidirectional": both,
                },
            )


def _can_be_counted(card: ModelCard) -> bool:
    """Return whether each size is one that can be chosen here, and there is nothing else."""
    ends = {name: registry.parameters()[name].ends or (0, 0) for name in _SIZES}
    inside = all(low <= getattr(card, name) <= high for name, (low, high) in ends.items())
    return inside and card.convolution is None


def _resize(**sizes: int) -> None:
    """Take over a network's sizes."""
    session.choose(budget=None, **sizes)
