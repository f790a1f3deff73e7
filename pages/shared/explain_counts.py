"""Why the ratio is 1 : 4 : 3, and why two libraries count the same network differently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import streamlit as st

from core.conventions import BIAS, CONVENTIONS
from core.disagreement import FACTORS, bias_reason, explain_difference
from core.parameter_table import ParameterTable, ratio
from core.parameters import count_parameters
from pages.shared.counts import table
from pages.shared.language import _
from pages.shared.selection import Selection
from pages.shared.sizes import CONVENTION_NAMES, tables


def ratios(selection: Selection) -> None:
    """Say why the ratio is what it is, with the chosen sizes."""
    sizes = (selection.input_size, selection.hidden_size)
    block = count_parameters("rnn", *sizes, convention="textbook").total
    with st.expander(_("Explain: why 1 : 4 : 3"), icon=":material/school:", expanded=True):
        st.markdown(
            _(
                "With {hidden:,} units, one block turns x ({inputs:,} numbers) and the old h "
                "({hidden:,} numbers) into {hidden:,} new numbers. The books count "
                "{hidden:,} × {inputs:,} weights from x, {hidden:,} × {hidden:,} weights from h "
                "and {hidden:,} biases: {block:,} parameters."
            ).format(inputs=selection.input_size, hidden=selection.hidden_size, block=block)
        )
        st.markdown(
            _(
                "The RNN is one such block. The LSTM has four: input gate, forget gate, candidate "
                "and output gate. The GRU has three: reset gate, update gate and candidate. All "
                "blocks are equal in size, so the ratio is 1 : 4 : 3 at any input and hidden size."
            )
        )
        _stacked(selection)
        if selection.budget is not None:
            st.markdown(
                _(
                    "A budget is shared by the blocks. Weights from x grow with the units, "
                    "weights from h with their square: for the LSTM's four blocks there remain "
                    "between a quarter and a half of the RNN's units."
                )
            )


def disagreement(sizes: Mapping[str, int], selection: Selection) -> None:
    """Say by exactly what PyTorch and Keras disagree at these sizes, and why."""
    pytorch, keras = (tables(selection, sizes, name) for name in ("pytorch", "keras"))
    with st.expander(_("Explain: why PyTorch and Keras disagree"), icon=":material/balance:"):
        st.markdown(_("They agree on every weight. They differ in how many biases a block has."))
        table(_differences(pytorch, keras))
        st.caption(_("The formula is {factors}.").format(factors=_(FACTORS)))
        for (in_pytorch, in_keras), cells in _reasons(sizes).items():
            st.markdown(f"**{', '.join(cells)}**")
            st.markdown("PyTorch: " + _(in_pytorch))
            st.markdown("Keras: " + _(in_keras))
        st.markdown(_("The same networks under every convention:"))
        table(_by_convention(sizes, selection))


def _stacked(selection: Selection) -> None:
    """Say what more layers and directions change, where there are any."""
    if selection.num_layers > 1:
        above = selection.hidden_size * (1 + selection.bidirectional)
        text = _(
            "From layer 2 on, x is what the layer below gives: {above:,} numbers. All blocks of a "
            "layer still are equal, and the ratio stays."
        )
        st.markdown(text.format(above=above))
    if selection.bidirectional:
        st.markdown(_("Two directions are two networks of the same size: twice as many."))


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


def _reasons(cells: Iterable[str]) -> dict[tuple[str, str], list[str]]:
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
