"""The result of the model builder: totals, the model's summary, a file, and its source."""

import streamlit as st

from core.model_builder import (
    Model,
    ModelSummary,
    Recurrent,
    SettingError,
    to_csv,
    to_keras,
    to_pytorch,
    total_parameters,
    with_cell,
)
from core.network.catalogue import TORCH_CELLS
from core.notation import N_
from core.parameters.cost import memory_bytes
from pages.language import _, ngettext
from pages.model_builder.layer_card import shape_text
from pages.shared import prose, tables
from pages.shared.downloads import download

MEBI = 2**20
SHORT_NAME, SHORT_FORMULA = 12, 40
"""Characters for which a column is always wide enough."""
NAME_WIDTH, FORMULA_WIDTH = 200, 620
"""Pixels for the longest of either."""
KERAS = ("keras", "keras-reset-before")
SAME_WITH = {"rnn": N_("Same with RNN"), "lstm": N_("Same with LSTM"), "gru": N_("Same with GRU")}
EXPLAINED = (
    N_(
        "A shape begins with None: the number of texts that are read at once is left open. A None "
        "in second place is a length that is left open."
    ),
    N_("**Embedding**: vocabulary × size. It looks up a vector for each token id."),
    N_(
        "**Conv1D**: filters × size × kernel, and a bias for each filter. Without padding (valid), "
        "a kernel that spans dilation × (kernel − 1) + 1 steps fits (length − span) ÷ stride + 1 "
        "times, rounded down, and that many steps are passed on. With zeros on both sides (same) "
        "or before the first step only (causal), they are length ÷ stride, rounded up."
    ),
    N_(
        "**MaxPooling1D**, **GlobalMaxPooling1D**: nothing to count. The largest number of each "
        "window, or of all steps, is passed on: fewer steps, or a single vector."
    ),
    N_(
        "**Flatten**: nothing to count. All steps' vectors become one of length × size numbers, so "
        "the length has to be known. **RepeatVector** gives a single vector that many times."
    ),
    N_(
        "**RNN, LSTM, GRU**: as on the screen Parameter count, for vectors of the size that comes "
        "in. Only the last hidden state is passed on, or that of every step. Both directions are "
        "concatenated: twice as many numbers are passed on, to the next layer of a stack as well. "
        "Their sum, average (ave) or product (mul) has as many numbers as one direction."
    ),
    N_(
        "**Projection**, of an LSTM: a matrix, projection × units, shortens the hidden state after "
        "each step, so the weights from h are fewer. PyTorch calls it proj_size."
    ),
    N_("**Dropout** and activations: nothing to count, and the shape stays."),
    N_(
        "**LayerNorm**: a scale and a shift for each number of a vector, 2 × size. **BatchNorm**: "
        "these 2 × size are trainable, and 2 × size more are running means and variances, which "
        "are not. Keras counts both and says them apart; elsewhere the latter are no parameters."
    ),
    N_(
        "**Dense**: units × size, and a bias for each unit. Where there are steps, the same "
        "weights serve each of them: it acts on the last axis. With the embedding's weights (tied "
        "weights), only the bias is its own."
    ),
    N_(
        "**TimeDistributed**: as many as the layer in it, which serves each step. It needs steps, "
        "which Dense alone does not."
    ),
    N_("A model may have 2 GiB of parameters in float32. They are counted without that memory."),
)
"""The formula by which each layer is counted, with its fields' names on screen."""


def totals(model: Model, summary: ModelSummary) -> None:
    """Show what the model has, and what it would have with each of the three cells."""
    own, *others = st.columns(1 + len(TORCH_CELLS))
    with own.container(border=True):
        prose.metric(_("This model"), f"{summary.total:,}")
        _memory(memory_bytes(summary.total))
        if summary.non_trainable:
            _not_trained(summary)
    recurrent = [isinstance(layer, Recurrent) for layer in model.layers]
    if not any(recurrent):
        return
    rnn = total_parameters(with_cell(model, TORCH_CELLS[0]), summary.convention)
    for cell, column in zip(TORCH_CELLS, others, strict=True):
        total = total_parameters(with_cell(model, cell), summary.convention)
        with column.container(border=True):
            prose.metric(_(SAME_WITH[cell]), f"{total:,}")
            prose.caption(_("{multiple:.4g} × the RNN"), multiple=total / rnn)
    share = sum(
        row.parameters
        for row, is_recurrent in zip(summary.rows[1:], recurrent, strict=True)
        if is_recurrent
    )
    text = _("Recurrent layers hold {share:.1%} of this model's parameters.")
    prose.caption(text, share=share / summary.total)


def table(summary: ModelSummary) -> None:
    """Show a row for the input and each layer, as model.summary() and torchinfo do."""
    rows, total = summary.rows, max(summary.total, 1)
    columns = {
        _("layer"): [row.name for row in rows],
        _("output shape"): [shape_text(row.output_shape) for row in rows],
        _("parameters"): [row.parameters for row in rows],
        _("share"): [row.parameters / total for row in rows],
        _("formula"): [row.formula for row in rows],
    }
    # Streamlit makes columns of long texts too narrow for the font that this app has.
    long_name = max(len(row.name) for row in rows) > SHORT_NAME
    long_formula = max(len(row.formula) for row in rows) > SHORT_FORMULA
    config = {
        _("layer"): st.column_config.TextColumn(width=NAME_WIDTH if long_name else None),
        _("formula"): st.column_config.TextColumn(width=FORMULA_WIDTH if long_formula else None),
        _("parameters"): st.column_config.NumberColumn(format="localized", width=84),
        _("share"): st.column_config.ProgressColumn(
            format="percent", min_value=0.0, max_value=1.0, width=56
        ),
    }
    tables.table(columns, config, most_rows=None)


def source(model: Model, convention: str) -> None:
    """Show the model as Python for copying; each library counts in its own way."""
    keras = convention if convention in KERAS else KERAS[0]
    with st.expander(_("The same model in Python"), icon=":material/code:"):
        pytorch_tab, keras_tab = st.tabs(["PyTorch", "Keras"])
        with pytorch_tab:
            _script(to_pytorch(model), total_parameters(model))
        with keras_tab:
            try:
                _script(to_keras(model, keras), total_parameters(model, keras))
            except SettingError:
                prose.note(_("Keras has no LSTM with a projection; PyTorch has."))


def share(summary: ModelSummary) -> None:
    """Offer the summary as a file."""
    with st.container(width=260):
        download(_("Summary as CSV"), lambda: to_csv(summary), "gatescope-model.csv")


def explain() -> None:
    """Say what each kind of layer counts and passes on."""
    with st.expander(_("Explain: what each layer counts and passes on"), icon=":material/school:"):
        for text in EXPLAINED:
            prose.say(_(text))


def _memory(size: int) -> None:
    """Say how much memory the parameters take, in the unit that people read most easily."""
    if size < MEBI:
        prose.caption(_("{size:,} bytes in float32"), size=size)
    else:
        prose.caption(_("{size:,.2f} MiB in float32"), size=size / MEBI)


def _not_trained(summary: ModelSummary) -> None:
    """Say apart what no gradient changes, which only Keras counts among the parameters."""
    if summary.counts_non_trainable:
        text = _("trainable {trainable:,}, non-trainable {rest:,}")
        prose.caption(text, trainable=summary.trainable, rest=summary.non_trainable)
    else:
        text = _("all trainable; besides, {rest:,} running means and variances, not counted")
        prose.caption(text, rest=summary.non_trainable)


def _script(script: str, total: int) -> None:
    st.code(script, language="python")
    text = ngettext("It has {total:,} parameter.", "It has {total:,} parameters.", total)
    prose.caption(text, total=total)
