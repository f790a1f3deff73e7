"""The sizes and settings of one layer as fields; each writes the model into the link."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any

import streamlit as st

from core.model_builder import (
    BatchNorm,
    Dense,
    Dropout,
    Layer,
    LayerNorm,
    MaxPooling1D,
    Recurrent,
    TimeDistributed,
)
from core.network.catalogue import TORCH_CELLS
from core.notation import N_
from pages.language import _
from pages.model_builder.changes import resize, resize_inner
from pages.model_builder.widgets import CHOICES, SIZE_NAMES, choice, rate_field, size_field
from pages.shared.view import session

FLAG_NAMES = {
    "bidirectional": N_("Both directions"),
    "return_sequences": N_("Return every step"),
    "tied": N_("Share the embedding's weights"),
}
"""The labels of switches, by their fields."""
INNER: dict[str, Dense | Dropout | LayerNorm | BatchNorm] = {
    "Dense": Dense(2),
    "Dropout": Dropout(0.2),
    "LayerNorm": LayerNorm(),
    "BatchNorm": BatchNorm(),
}
"""The layers that can be applied to every step, with initial sizes."""

Change = Callable[..., object]
"""Takes fields of a layer by keyword, with their new values."""


def layer_fields(mark: int, layer: Layer, can_tie: bool) -> None:
    """Show every size and setting of the layer with this mark.

    Args:
        mark: of the layer.
        layer: whose fields are shown.
        can_tie: whether there is an embedding whose weights a ``Dense`` can share.
    """
    key, change = f"layer-{mark}", partial(resize, mark)
    if isinstance(layer, TimeDistributed):
        kind = type(layer.layer).__name__
        apply = partial(_exchange, change)
        choice(f"{key}-inner", _("Layer at each step"), tuple(INNER), kind, apply)
        layer, change, can_tie = layer.layer, partial(resize_inner, mark), False
    if isinstance(layer, Recurrent):
        apply = partial(_set, change, "cell")
        choice(f"{key}-cell", _("Cell"), TORCH_CELLS, layer.cell, apply, str.upper)
    for field in fields(layer):
        _field(key, layer, field.name, change)
    for name in FLAG_NAMES:
        if hasattr(layer, name) and (name != "tied" or can_tie or getattr(layer, name)):
            apply = partial(_set, change, name)
            bound = session.bind(f"{key}-{name}", getattr(layer, name), apply)
            st.toggle(_(FLAG_NAMES[name]), **bound)


def _field(key: str, layer: Layer, name: str, change: Change) -> None:
    """Show one field of a layer, if the layer has a use for it."""
    value, apply = getattr(layer, name), partial(_set, change, name)
    if isinstance(layer, Dropout):
        rate_field(f"{key}-percent", layer.rate, apply)
        return
    key = f"{key}-{name}"
    match layer, name:
        case MaxPooling1D(size), "size":
            size_field(key, name, size, apply, _("Window, in steps"))
        case MaxPooling1D(size, stride), "stride":
            size_field(key, name, stride or size, partial(_set_stride, change, size))
        case Recurrent(), _ if not _has(layer, name):
            return
        case Recurrent(), "activation":
            choice(key, _(CHOICES[name][0]), ("tanh", "relu"), value, apply)
        case _ if name in SIZE_NAMES:
            size_field(key, name, value, apply)
        case _ if name in CHOICES:
            label, options = CHOICES[name]
            choice(key, _(label), options, value, apply)


def _has(layer: Recurrent, name: str) -> bool:
    """Return whether a recurrent layer has a use for this field."""
    uses = {
        "proj_size": layer.cell == "lstm",
        "activation": layer.cell == "rnn",
        "merge": layer.bidirectional,
    }
    return uses.get(name, True)


def _set(change: Change, name: str, value: Any) -> None:
    change(**{name: value})


def _set_stride(change: Change, size: int, stride: int) -> None:
    """Change the stride of a pooling; as long as its window, it is not written."""
    change(stride=None if stride == size else stride)


def _exchange(change: Change, kind: str) -> None:
    change(layer=INNER[kind])
