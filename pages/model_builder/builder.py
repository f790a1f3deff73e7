"""The builder of whole models: what to start from, the input, and the layers, one after another."""

from functools import partial

import streamlit as st

from core.model_builder import DEFAULT_STACK, MAXIMUM_LAYERS, Input, Model, summarise_fitting
from core.notation import N_
from pages.components.keyboard_focus import let_keyboard_in
from pages.language import _
from pages.model_builder import summary as builder_summary
from pages.model_builder.changes import HISTORY, insert, marks_now, model_now, resize_input, start
from pages.model_builder.layer_card import NEW, card, shape_text
from pages.model_builder.widgets import SIZE_NAMES, size_field
from pages.shared import pickers, prose
from pages.shared.view import session
from pages.shared.view.selection import Selection

READY_MADE = {
    "lstm": (N_("Sentiment, LSTM"), DEFAULT_STACK),
    "both": (
        N_("Stacked, both directions"),
        "input-200~embedding-10000-64~lstm-64-2-both~dropout-50~dense-2",
    ),
    "conv1d": (
        N_("Conv1D before GRU"),
        "input-200~embedding-10000-64~conv1d-64-5~gru-64~dense-2",
    ),
    "characters": (N_("Next character"), "input-100~embedding-65-32~lstm-128-all~dense-65"),
    "series": (N_("Next value of a series"), "input-40-1~rnn-32-all~dense-1"),
    "words": (
        N_("Next word, tied weights"),
        "input-none~embedding-10000-256~lstm-256-all~dropout-12.5~dense-10000-softmax-tied",
    ),
    "addition": (
        N_("Addition, encoder and decoder"),
        "input-7-12-onehot~lstm-128~repeatvector-4~lstm-128-all~timedistributed-dense-12-softmax",
    ),
    "sound": (
        N_("Sound, 16,000 samples"),
        "input-16000-1~conv1d-128-80-stride-4-relu~batchnorm~maxpooling1d-4~conv1d-128-3-relu~"
        "batchnorm~maxpooling1d-4~globalmaxpooling1d~dense-35-softmax",
    ),
}
"""Models to start from: what each is called, and its text."""

IDS, VECTORS, ONE_HOT = "ids", "vectors", "onehot"
INPUT_NAMES = {IDS: N_("token ids"), VECTORS: N_("vectors"), ONE_HOT: N_("one-hot vectors")}
CONVENTION_WIDTH = 320
"""Pixels: room for the longest name of a convention."""
VOCABULARY = "vocabulary_size"
FIRST_SIZE, FIRST_LENGTH = 64, 200
"""The size of the vectors when they take the place of token ids, and a length that was open."""


def pick(selection: Selection) -> None:
    """Show what the model is made of; each field and button writes it into the link."""
    pickers.one_of("convention", _("Convention"), shape="menu", width=CONVENTION_WIDTH)
    prose.caption(_("Layers from top to bottom, as in a summary of Keras or PyTorch. Start from:"))
    with st.container(horizontal=True, gap="xsmall"):
        for name, (title, text) in READY_MADE.items():
            st.button(_(title), key=f"start-{name}", on_click=start, args=[text])
        let_keyboard_in()  # in a row, what cannot be seen takes no line
    model = model_now()
    summary, misfit = summarise_fitting(model, selection.convention)
    _input(model.input, f"→ {shape_text(summary.rows[0].output_shape)}")
    with st.container(key="layers"):
        for position in range(len(model.layers)):
            wrong = misfit if misfit is not None and misfit.position == position else None
            card(position, model, summary.rows[position + 1 : position + 2], wrong)
    _add(model)


def show(selection: Selection) -> None:
    """Show the result: the model's summary, the other cells, its source, and a file."""
    prose.heading(_("The model's summary"))
    model = model_now()
    summary, misfit = summarise_fitting(model, selection.convention)
    if misfit is not None:
        text = _(
            "Counted up to layer {layer:d}, which does not fit yet: its message says what to do."
        )
        prose.warn(text, layer=misfit.position + 1, icon=":material/link_off:")
        builder_summary.table(summary)
    elif not model.layers:
        prose.note(_("Add a layer above, or start from one of the models."))
    else:
        builder_summary.table(summary)
        builder_summary.totals(model, summary)
        builder_summary.source(model, selection.convention)
    builder_summary.share(summary)


def explain() -> None:
    """Say what each kind of layer counts and passes on."""
    builder_summary.explain()


def _input(entry: Input, shape: str) -> None:
    """Show what the first layer reads."""
    with st.container(border=True, gap="xsmall"):
        with st.container(gap=None):
            prose.say("**{input}**", input=_("input"))
            prose.caption("{shape}", shape=shape)
        _input_fields(entry)


def _input_fields(entry: Input) -> None:
    mark = marks_now().input
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = IDS if entry.size is None else ONE_HOT if entry.one_hot else VECTORS
        st.segmented_control(
            _("Input"),
            list(INPUT_NAMES),
            format_func=lambda name: _(INPUT_NAMES[name]),
            required=True,
            **session.bind(
                f"input-{mark}-kind",
                kind,
                partial(_set_kind, mark, entry.size),
            ),
        )
        for field in ("length", "size"):
            value = getattr(entry, field)
            if value is not None:
                apply = partial(_set, mark, field)
                label = _(SIZE_NAMES[VOCABULARY]) if entry.one_hot * (field == "size") else None
                size_field(f"input-{mark}-{field}", field, value, apply, label)
        open_length = session.bind(
            f"input-{mark}-open",
            entry.length is None,
            lambda is_open: resize_input(mark, length=None if is_open else FIRST_LENGTH),
        )
        st.toggle(
            _("Any length"), help=_("None in place of the length: it is left open."), **open_length
        )


def _set_kind(mark: int, size: int | None, kind: str) -> None:
    """Change what the first layer reads; vectors of one kind keep the size of the other."""
    size = None if kind == IDS else size or FIRST_SIZE
    resize_input(mark, size=size, one_hot=kind == ONE_HOT)


def _set(mark: int, field: str, value: int) -> None:
    resize_input(mark, **{field: value})


def _add(model: Model) -> None:
    """Show a button for each kind of layer, which adds one at the end, and the one for undo."""
    full = len(model.layers) >= MAXIMUM_LAYERS
    if full:
        text = _("A model here has at most {maximum:d} layers; a recurrent layer can be stacked.")
        prose.caption(text, maximum=MAXIMUM_LAYERS)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall"):
        with st.container(horizontal=True, width="content", gap="xsmall"):
            for name in NEW:
                st.button(
                    prose.compose("{name}", name=name),
                    key=f"add-{name}",
                    icon=":material/add:",
                    help=_("Add it at the end"),
                    disabled=full,
                    on_click=insert,
                    args=[None, NEW[name]],
                )
        st.button(
            _("Undo"),
            key="undo",
            icon=":material/undo:",
            disabled=not HISTORY.can_undo(),
            on_click=HISTORY.undo,
        )
