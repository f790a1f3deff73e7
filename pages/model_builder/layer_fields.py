"""The sizes of one layer as fields; each writes the model into the link."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

import streamlit as st

from core.model_builder import MAXIMUM_RATE, MAXIMUM_SIZES, Dropout, Layer, Recurrent
from core.network.catalogue import TORCH_CELLS
from core.notation import N_
from pages.language import _
from pages.model_builder.changes import resize
from pages.shared.view import session

SIZE_NAMES = {
    "length": N_("Length, in steps"),
    "vocabulary_size": N_("Vocabulary"),
    "size": N_("Vector size"),
    "filters": N_("Filters"),
    "kernel_size": N_("Kernel, in steps"),
    "units": N_("Units"),
    "num_layers": N_("Layers"),
}
"""Each size's label, by its field."""
FLAG_NAMES = {
    "bidirectional": N_("Both directions"),
    "return_sequences": N_("Return every step"),
}
"""The labels of a recurrent layer's switches, by their fields."""
MILLION = 1_000_000
_WIDTH, _WIDE = 130, 170
"""In pixels, of a field and of one for a million; one of each fits side by side on a phone."""


def layer_fields(mark: int, layer: Layer) -> None:
    """Show every size of the layer with this mark."""
    if isinstance(layer, Dropout):
        _percent(mark, layer)
        return
    if isinstance(layer, Recurrent):
        _cell(mark, layer)
    for field in fields(layer):
        value, key = getattr(layer, field.name), f"layer-{mark}-{field.name}"
        if field.name in SIZE_NAMES:
            size_field(key, field.name, value, partial(_set, mark, field.name))
    if isinstance(layer, Recurrent):
        for name in FLAG_NAMES:
            _flag(mark, name, getattr(layer, name))


def _percent(mark: int, layer: Dropout) -> None:
    st.number_input(
        _("Rate in %"),
        min_value=0,
        max_value=round(100 * MAXIMUM_RATE),
        step=5,
        width=_WIDTH,
        **session.bind(
            f"layer-{mark}-percent",
            round(100 * layer.rate),
            lambda percent: resize(mark, rate=percent / 100),
        ),
    )


def _cell(mark: int, layer: Recurrent) -> None:
    st.selectbox(
        _("Cell"),
        TORCH_CELLS,
        format_func=str.upper,
        width=_WIDTH,
        **session.bind(f"layer-{mark}-cell", layer.cell, lambda cell: resize(mark, cell=cell)),
    )


def _flag(mark: int, field: str, value: bool) -> None:
    apply = partial(_set, mark, field)
    st.toggle(_(FLAG_NAMES[field]), **session.bind(f"layer-{mark}-{field}", value, apply))


def _set(mark: int, field: str, value: int) -> None:
    resize(mark, **{field: value})


def size_field(key: str, field: str, value: int, apply: Callable[[int], object]) -> None:
    """Show a size to change.

    Args:
        key: of the widget.
        field: of the record, a key of ``SIZE_NAMES``.
        value: what it is.
        apply: takes what it becomes.
    """
    st.number_input(
        _(SIZE_NAMES[field]),
        min_value=1,
        max_value=MAXIMUM_SIZES[field],
        step=1,
        width=_WIDE if MAXIMUM_SIZES[field] >= MILLION else _WIDTH,
        **session.bind(key, value, apply),
    )
