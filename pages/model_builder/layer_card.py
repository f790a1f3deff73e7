"""One layer of the model that is built: its title, its fields, and buttons to move or remove it."""

from collections.abc import Sequence

import streamlit as st

from core.model_builder import (
    MAXIMUM_LAYERS,
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Layer,
    LayerError,
    LayerNorm,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    SummaryRow,
    TimeDistributed,
    name_of,
)
from pages.language import _, ngettext
from pages.model_builder.changes import insert, marks_now, move, remove
from pages.model_builder.layer_fields import layer_fields
from pages.shared import prose
from pages.shared.view import session

NEW: dict[str, Layer] = {
    "Embedding": Embedding(10_000, 64),
    "Conv1D": Conv1D(64, 5),
    "MaxPooling1D": MaxPooling1D(2),
    "GlobalMaxPooling1D": GlobalMaxPooling1D(),
    "Flatten": Flatten(),
    "RepeatVector": RepeatVector(4),
    "RNN": Recurrent("rnn", 64),
    "LSTM": Recurrent("lstm", 64),
    "GRU": Recurrent("gru", 64),
    "Dropout": Dropout(0.2),
    "LayerNorm": LayerNorm(),
    "BatchNorm": BatchNorm(),
    "Dense": Dense(2),
    "TimeDistributed": TimeDistributed(Dense(2)),
}
"""The layers that can be added, by their names in the libraries, with initial sizes."""


def card(position: int, model: Model, row: Sequence[SummaryRow], misfit: LayerError | None) -> None:
    """Show a layer; each of its fields and buttons changes the model.

    Args:
        position: of the layer, from 0.
        model: that it belongs to.
        row: its row of the summary; none if it, or one before it, does not fit.
        misfit: why it does not fit.
    """
    layer, mark = model.layers[position], marks_now().layers[position]
    with st.container(key=f"card-{mark}", border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            _title(position, layer, row)
            _buttons(mark, position, len(model.layers))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            layer_fields(mark, layer, isinstance(model.layers[0], Embedding))
        if misfit is not None:
            notice = misfit.notice
            prose.error(_(notice.message), **notice.values, icon=":material/link_off:")


def shape_text(shape: tuple[int | None, ...]) -> str:
    """Return a shape as Keras prints it, such as ``(None, 200, 64)``."""
    return f"({', '.join(map(str, shape))})"


def _title(position: int, layer: Layer, row: Sequence[SummaryRow]) -> None:
    with st.container(width="content", gap=None):
        title = prose.compose("{number:d}. {name}", number=position + 1, name=name_of(layer))
        prose.say("**{title}**", title=title, width="content")
        for counted in row:
            text = ngettext(
                "→ {shape}, with {parameters:,} parameter",
                "→ {shape}, with {parameters:,} parameters",
                counted.parameters,
            )
            shape = shape_text(counted.output_shape)
            prose.caption(text, shape=shape, parameters=counted.parameters, width="content")
            if counted.non_trainable:
                text = _("and {rest:,} running means and variances, which no gradient changes")
                prose.caption(text, rest=counted.non_trainable, width="content")


def _buttons(mark: int, position: int, count: int) -> None:
    number = position + 1
    with st.container(horizontal=True, width="content", gap="small"):
        key = f"layer-{mark}-insert"
        st.menu_button(
            _("Insert"),
            list(NEW),
            key=key,
            type="tertiary",
            help=prose.compose(_("Insert a layer before layer {number:d}"), number=number),
            disabled=count >= MAXIMUM_LAYERS,
            on_click=session.on_change(key, lambda name: insert(mark, NEW[name])),
        )
        _moves(mark, number, count)
        st.button(
            _("Remove"),
            key=f"layer-{mark}-remove",
            type="tertiary",
            icon=":material/delete:",
            help=prose.compose(_("Remove layer {number:d}"), number=number),
            on_click=remove,
            args=[mark],
        )


def _moves(mark: int, number: int, count: int) -> None:
    st.button(
        _("Up"),
        key=f"layer-{mark}-up",
        type="tertiary",
        icon=":material/arrow_upward:",
        help=prose.compose(_("Move layer {number:d} up"), number=number),
        disabled=number == 1,
        on_click=move,
        args=[mark, -1],
    )
    st.button(
        _("Down"),
        key=f"layer-{mark}-down",
        type="tertiary",
        icon=":material/arrow_downward:",
        help=prose.compose(_("Move layer {number:d} down"), number=number),
        disabled=number == count,
        on_click=move,
        args=[mark, 1],
    )
