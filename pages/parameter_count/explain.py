"""Why the ratio is 1 : 4 : 3, and why two libraries count the same network differently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import streamlit as st

from core.notation import N_, Message
from core.parameters.conventions import BIAS, CONVENTIONS
from core.parameters.count import count_parameters
from core.parameters.differences import FACTORS, bias_reason, explain_difference
from core.parameters.table import ParameterTable, ratio
from pages.language import _
from pages.parameter_count.breakdown import show_table
from pages.parameter_count.sizes import tables
from pages.parameter_count.view import ParameterCountView
from pages.shared import prose
from pages.shared.view.selection import CONVENTION_NAMES, Selection

CHOSEN = {
    "pytorch": N_(
        "PyTorch has a second bias in every block of every cell. All blocks are still equal, "
        "and cells of the same sizes keep the ratio."
    ),
    "keras": N_(
        "Keras has a second bias in each block of the GRU, but not of the RNN or the LSTM. So, "
        "at the same sizes, the GRU has more than 3 × the RNN, and the ratio is only close to "
        "1 : 4 : 3."
    ),
    "keras-reset-before": N_(
        "With reset_after=False, Keras has one bias in every block: as in the textbook count."
    ),
    "equinox": N_(
        "Equinox and Flax linen have one bias in every block, and a second one in the GRU's "
        "candidate alone (Equinox: bias_n in equinox/nn/_rnn.py; Flax: hn in "
        "flax/linen/recurrent.py). So the GRU has slightly more than 3 × the RNN. Flax NNX and "
        "Haiku count as the textbook."
    ),
}
"""The change that each convention makes to the textbook count's ratio."""


def ratios(units: Mapping[str, int], selection: Selection) -> None:
    """Say why the ratio is what it is, with the units of each cell and the chosen convention."""
    view = selection.of(ParameterCountView)
    with st.expander(_("Explain: why 1 : 4 : 3"), icon=":material/school:", expanded=True):
        if view.budget is None:
            _block(view.hidden_size, view.input_size)
        else:
            _blocks(units, view.input_size)
        prose.say(
            _(
                "The RNN is one such block. The LSTM has four: input gate, forget gate, candidate "
                "and output gate. The GRU has three: reset gate, update gate and candidate. In "
                "the textbook count all blocks are equal in size, so cells of the same sizes have "
                "the ratio 1 : 4 : 3, whatever these sizes are."
            )
        )
        prose.say(
            _(
                "The GRU of papers and lecture notes has the same blocks and weights as PyTorch's. "
                "Its reset gate acts on h before the product, so one bias in each block is enough: "
                "the textbook count is its own, and so is Keras's with reset_after=False."
            )
        )
        if selection.convention in CHOSEN:
            prose.say(_(CHOSEN[selection.convention]))
        _stacked(selection)
        if view.budget is not None:
            prose.say(
                _(
                    "The blocks share a budget. Weights from x grow with the units, weights "
                    "from h with their square: the LSTM, with four blocks, gets between a "
                    "quarter and a half of the RNN's units, rounded down to a whole number."
                )
            )


def disagreement(sizes: Mapping[str, int], selection: Selection) -> None:
    """Say exactly how PyTorch and Keras disagree at these sizes, and why."""
    pytorch, keras = (tables(selection, sizes, name) for name in ("pytorch", "keras"))
    with st.expander(_("Explain: why PyTorch and Keras disagree"), icon=":material/balance:"):
        prose.say(_("They agree on every weight. They differ in how many biases a block has."))
        show_table(_differences(pytorch, keras))
        prose.caption(_("The formula is {factors}."), factors=_(FACTORS))
        for (in_pytorch, in_keras), cells in _reasons(sizes).items():
            prose.say("**{cells}**", cells=", ".join(cells))
            prose.say("PyTorch: " + _(in_pytorch))
            prose.say("Keras: " + _(in_keras))
        prose.say(_("The same networks under every convention:"))
        show_table(_by_convention(sizes, selection))


def _block(hidden_size: int, input_size: int) -> None:
    """Say what one block has in the textbook count."""
    text = _(
        "With hidden size {hidden:,}, one block turns x (length {inputs:,}) and the old h "
        "(length {hidden:,}) into a vector of length {hidden:,}. In the textbook count it has "
        "{hidden:,} × {inputs:,} weights from x, {hidden:,} × {hidden:,} weights from h and a "
        "bias for each unit: {block:,} parameters."
    )
    block = _textbook(hidden_size, input_size)
    prose.say(text, inputs=input_size, hidden=hidden_size, block=block)


def _blocks(units: Mapping[str, int], input_size: int) -> None:
    """Say what one block of each cell has in the textbook count, where their units differ."""
    text = _(
        "One block with n units turns x (length {inputs:,}) and the old h (length n) into a vector "
        "of length n. In the textbook count it has n × {inputs:,} weights from x, n × n weights "
        "from h and a bias for each unit."
    )
    prose.say(text, inputs=input_size)
    show_table(
        {
            _("cell"): [cell.upper() for cell in units],
            "n": [*units.values()],
            _("parameters of a block"): [_textbook(size, input_size) for size in units.values()],
        }
    )


def _textbook(hidden_size: int, input_size: int) -> int:
    """Return the parameters of one block, which is all that an RNN has."""
    return count_parameters("rnn", input_size, hidden_size, convention="textbook").total


def _stacked(selection: Selection) -> None:
    """Say what more layers and directions change, where there are any."""
    view = selection.of(ParameterCountView)
    if view.num_layers > 1:
        if view.budget is None:
            text = _("From layer 2 on, x is what the layer below gives, of length {above:,}.")
            above = view.hidden_size * (1 + view.bidirectional)
            prose.say(text, above=above)
        elif view.bidirectional:
            prose.say(_("From layer 2 on, x is what the layer below gives, of length 2 × n."))
        else:
            prose.say(_("From layer 2 on, x is what the layer below gives, of length n."))
        prose.say(_("Blocks that are equal in the first layer are equal in the others, too."))
    if view.bidirectional:
        prose.say(
            _(
                "Two directions are two networks of the same size in every layer: twice as many "
                "parameters as one of them has."
            )
        )


def _differences(
    pytorch: tuple[ParameterTable, ...], keras: tuple[ParameterTable, ...]
) -> dict[str, list]:
    pairs = list(zip(pytorch, keras, strict=True))
    biases = [row for pair in pairs for row in explain_difference(*pair) if row.kind == BIAS]
    return {
        _("cell"): [ours.cell.upper() for ours in pytorch],
        "PyTorch": [table.total for table in pytorch],
        "Keras": [table.total for table in keras],
        _("difference"): [row.count for row in biases],
        _("formula"): [row.formula for row in biases],
    }


def _reasons(cells: Iterable[str]) -> dict[tuple[Message, Message], list[str]]:
    """Return why each library has its biases: PyTorch's and Keras's reason -> the cells."""
    cells_of = defaultdict(list)
    for cell in cells:
        reasons = (bias_reason(cell, "pytorch"), bias_reason(cell, "keras"))
        cells_of[reasons].append(cell.upper())
    return cells_of


def _by_convention(sizes: Mapping[str, int], selection: Selection) -> dict[str, list]:
    every = {name: tables(selection, sizes, name) for name in CONVENTIONS}
    shown: dict[str, list] = {_("convention"): [_(CONVENTION_NAMES[name]) for name in every]}
    for position, cell in enumerate(sizes):
        shown[cell.upper()] = [counted[position].total for counted in every.values()]
    shown[_("ratio")] = [
        " : ".join(f"{float(multiple):.4g}" for multiple in ratio(counted))
        for counted in every.values()
    ]
    return shown
