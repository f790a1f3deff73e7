"""What the parameter count shows: totals, bars, tables, a file and the explanation."""

from collections.abc import Sequence

import streamlit as st

from core.conventions import BIAS, CONVENTIONS, FROM_H, FROM_X
from core.figures.parameters import parameter_bars
from core.notation import TITLES
from core.parameter_table import ParameterRow, ParameterTable, by_tensor, ratio, to_csv
from pages.shared.frame import CHART_TOOLS, dark
from pages.shared.language import _
from pages.shared.selection import CELLS, Selection
from pages.shared.show import link
from pages.shared.sizes import CONVENTION_NAMES, tables


def totals(counted: Sequence[ParameterTable]) -> None:
    """Show each cell's total with the formula that it agrees with, and the ratio."""
    multiples = ratio(counted)
    for column, table, multiple in zip(st.columns(len(counted)), counted, multiples, strict=True):
        with column.container(border=True):
            st.metric(table.cell.upper(), f"{table.total:,}")
            st.caption(_("{multiple:.4g} × the RNN").format(multiple=float(multiple)))
            st.code(table.formula, language=None, wrap_lines=True)


def bars(counted: Sequence[ParameterTable]) -> None:
    """Show where the parameters are, block by block."""
    kinds = {kind: _(kind) for kind in (FROM_X, FROM_H, BIAS)}
    titles = {name: _(title) for name, title in TITLES.items()}
    figure = parameter_bars(counted, titles, kinds, dark())
    alt = _("One bar for each cell, built of its blocks: RNN one, LSTM four, GRU three.")
    st.plotly_chart(figure, key="parameter-bars", alt=alt, config=CHART_TOOLS)


def details(counted: Sequence[ParameterTable]) -> None:
    """Show the rows as tables, by tensor and by gate."""
    tensors, gates = st.tabs([_("By tensor"), _("By gate")])
    with tensors:
        whole = [(table.cell, row) for table in counted for row in by_tensor(table)]
        _table(_columns(whole))
    with gates:
        blocks = [(table.cell, row) for table in counted for row in table.rows]
        block = {_("gate"): [_(TITLES[row.block]) for _cell, row in blocks]}
        _table(block | _columns(blocks))


def share(counted: Sequence[ParameterTable], selection: Selection) -> None:
    """Offer the rows as a file, and the link."""
    file, address, _rest = st.columns([2, 2, 3])
    with file:
        st.download_button(
            _("CSV, for a spreadsheet"),
            lambda: to_csv(counted),
            "gatescope-parameters.csv",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
    with address:
        link(selection)


def explain(selection: Selection) -> None:
    """Say why the ratio is what it is, and what the convention changes, with the chosen sizes."""
    rnn, _lstm, gru = tables(selection, "textbook")
    with st.expander(_("Explain: why 1 : 4 : 3"), icon=":material/school:", expanded=True):
        st.markdown(
            _(
                "One block turns x ({inputs:,} numbers) and the old h ({hidden:,} numbers) into "
                "{hidden:,} new numbers. The books count {hidden:,} × {inputs:,} weights from x, "
                "{hidden:,} × {hidden:,} weights from h and {hidden:,} biases: {block:,} "
                "parameters."
            ).format(inputs=selection.input_size, hidden=selection.hidden_size, block=rnn.total)
        )
        st.markdown(
            _(
                "The RNN is one such block. The LSTM has four: input gate, forget gate, candidate "
                "and output gate. The GRU has three: reset gate, update gate and candidate. All "
                "blocks are equal in size, so the ratio is 1 : 4 : 3 at any input and hidden size."
            )
        )
        st.markdown(
            _(
                "Libraries differ in the bias. PyTorch keeps two in every block, one for x and "
                "one for h: the ratio stays. Keras keeps one, but two in its GRU, whose reset "
                "gate acts after the product with h (reset_after=True) and so needs a bias of "
                "its own there. Here that is {extra:,} more, and the GRU is {multiple:.4g} × the "
                "RNN."
            ).format(**_keras(selection, gru))
        )
        _table(_by_convention(selection))


def _table(columns: dict[str, list]) -> None:
    grouped = st.column_config.NumberColumn(format="localized")
    st.dataframe(
        columns,
        hide_index=True,
        height="content",
        column_config={name: grouped for name, cells in columns.items() if type(cells[0]) is int},
    )


def _columns(rows: Sequence[tuple[str, ParameterRow]]) -> dict[str, list]:
    return {
        _("cell"): [cell.upper() for cell, row in rows],
        _("tensor"): [row.tensor for _cell, row in rows],
        _("part"): [_(row.kind) for _cell, row in rows],
        _("shape"): [str(row.shape) for _cell, row in rows],
        _("formula"): [row.formula for _cell, row in rows],
        _("parameters"): [row.count for _cell, row in rows],
    }


def _keras(selection: Selection, textbook_gru: ParameterTable) -> dict[str, float]:
    counted = tables(selection, "keras")
    extra = counted[-1].total - textbook_gru.total
    return {"extra": extra, "multiple": float(ratio(counted)[-1])}


def _by_convention(selection: Selection) -> dict[str, list]:
    every = {name: tables(selection, name) for name in CONVENTIONS}
    shown: dict[str, list] = {_("convention"): [_(CONVENTION_NAMES[name]) for name in every]}
    for position, cell in enumerate(CELLS):
        shown[cell.upper()] = [counted[position].total for counted in every.values()]
    shown[_("ratio")] = [
        " : ".join(f"{float(multiple):.4g}" for multiple in ratio(counted))
        for counted in every.values()
    ]
    return shown
