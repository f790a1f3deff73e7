"""Each cell's parameters and cost on a card, and the ratio between cells in words."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.cells import CELLS as EVERY_CELL
from core.network.catalogue import TORCH_CELLS
from core.parameters.cost import (
    FLOAT16,
    FLOAT32,
    memory_bytes,
    multiply_adds,
    products_per_unit,
)
from core.parameters.table import ParameterTable, ratio
from core.parameters.timing import MAXIMUM_TIMED
from pages.language import _, ngettext
from pages.parameter_count import sizes
from pages.parameter_count.view import ParameterCountView
from pages.shared import cached, prose
from pages.shared.view.selection import Selection

KIBI = 1_024


def show(
    counted: Sequence[ParameterTable], units: Mapping[str, int], selection: Selection
) -> dict[str, DeltaGenerator]:
    """Show each cell's total, formula and cost; say where the budget does not buy one unit.

    Returns:
        cell -> the placeholder for its time; measuring takes a while, so it comes last.
    """
    view = selection.of(ParameterCountView)
    columns = {
        cell: column.container(border=True, height="stretch")
        for cell, column in zip(TORCH_CELLS, st.columns(len(TORCH_CELLS)), strict=True)
    }
    placeholders = {}
    for table, multiple in zip(counted, ratio(counted), strict=True):
        with columns[table.cell]:
            prose.metric(prose.compose("{cell}", cell=table.cell.upper()), f"{table.total:,}")
            if view.budget is not None:
                _bought(units[table.cell], view.budget - table.total)
            else:
                _of_rnn(float(multiple))
            st.code(table.formula, language=None, wrap_lines=True)
            _cost(table)
            placeholders[table.cell] = st.empty()
    for cell in TORCH_CELLS:
        if cell not in units:
            with columns[cell]:
                _unaffordable(cell, selection)
    if placeholders:
        _about_products()
        _about_times()
    return placeholders


def compare(
    counted: Sequence[ParameterTable], units: Mapping[str, int], selection: Selection
) -> None:
    """Say the ratio of the cells, and whether it is exact; with a budget, that of their units."""
    if len(counted) < len(TORCH_CELLS):
        return
    if selection.of(ParameterCountView).budget is not None:
        _rnn, lstm, gru = (units[cell] / units["rnn"] for cell in TORCH_CELLS)
        prose.heading(_("Units: 1 : {lstm:.2f} : {gru:.2f}"), lstm=lstm, gru=gru)
        prose.caption(_("What the same budget buys: RNN : LSTM : GRU."))
    elif ratio(counted) == tuple(len(EVERY_CELL[cell].blocks) for cell in TORCH_CELLS):
        prose.heading("RNN : LSTM : GRU = 1 : 4 : 3")
        prose.caption(_("Exactly: the LSTM has four blocks and the GRU three, all of equal size."))
    else:
        rnn, _lstm, gru = counted
        _nearly(rnn, gru)


def times(
    placeholders: Mapping[str, DeltaGenerator], units: Mapping[str, int], selection: Selection
) -> None:
    """Measure each cell that is on the screen, and put its time into its placeholder."""
    view = selection.of(ParameterCountView)
    stacked = (view.num_layers, view.bidirectional)
    for cell, placeholder in placeholders.items():
        try:
            timing = cached.timing(cell, view.input_size, units[cell], *stacked)
        except ValueError:
            text = _("Not timed: more than {most:,} parameters.")
            with placeholder:
                prose.caption(text, most=MAXIMUM_TIMED)
            continue
        with placeholder:
            prose.caption(
                _("{median} per token ({low} to {high})"),
                median=_seconds(timing.median),
                low=_seconds(timing.low),
                high=_seconds(timing.high),
            )


def _of_rnn(multiple: float) -> None:
    """Say how many times as many parameters as in the RNN there are; of the RNN, that it is one."""
    if multiple == 1:
        prose.caption(_("what the others are compared with"))
    else:
        prose.caption(_("{multiple:.4g} × the RNN"), multiple=multiple)


def _nearly(rnn: ParameterTable, gru: ParameterTable) -> None:
    """Say by how much the GRU, which alone has two biases, has more than 3 × the RNN."""
    _one, exact = ratio((rnn, gru))
    blocks = len(EVERY_CELL["gru"].blocks)
    prose.heading("RNN : LSTM : GRU = 1 : 4 : {gru:.4g}", gru=float(exact))
    prose.caption(
        _(
            "Close to 1 : 4 : 3, but not exactly. The GRU's second bias adds {extra:,} "
            "parameters to 3 × the RNN: the GRU is {numerator:,}/{denominator:,} of the RNN, "
            "{share:.2%} more than 3."
        ),
        extra=gru.total - blocks * rnn.total,
        numerator=exact.numerator,
        denominator=exact.denominator,
        share=float(exact / blocks - 1),
    )


def _bought(size: int, rest: int) -> None:
    bought = ngettext("{size:,} unit", "{size:,} units", size).format(size=size)
    left = ngettext("{rest:,} parameter left", "{rest:,} parameters left", rest).format(rest=rest)
    prose.say("**{bought}**, {left}", bought=bought, left=left)


def _cost(table: ParameterTable) -> None:
    single, half = (_bytes(memory_bytes(table.total, size)) for size in (FLOAT32, FLOAT16))
    text = _("{single} in float32 · {half} in float16")
    prose.caption(text, single=single, half=half)
    text = _("{products:,} multiply-adds per token")
    prose.caption(text, products=multiply_adds(table))


def _about_products() -> None:
    """Say what multiply-adds there are besides those of the weights, which have the same ratio."""
    prose.caption(
        _(
            "Multiply-adds: one for each weight, and the element-wise products of each unit: "
            "{rnn:d} in the RNN, {lstm:d} in the LSTM, {gru:d} in the GRU."
        ),
        **{cell: products_per_unit(cell) for cell in TORCH_CELLS},
    )


def _about_times() -> None:
    """Say what the times are, and why they need not be in the order of the totals."""
    prose.caption(
        _(
            "Time: PyTorch's own layer on this machine, one text at a time, without training; "
            "the median, and the range of the middle half of the runs."
        )
    )
    # Measured and profiled: aten::mkldnn_rnn_layer for nn.LSTM, an addmm a step for the others.
    prose.caption(
        _(
            "On a CPU, PyTorch runs an LSTM as one fused kernel, but an RNN or a GRU as a loop "
            "over the steps: the cell with the most weights need not be the slowest."
        )
    )


def _unaffordable(cell: str, selection: Selection) -> None:
    """Say that the budget does not buy one unit, and what one would need."""
    prose.metric(prose.compose("{cell}", cell=cell.upper()), "–")
    least = sizes.count(selection, cell, 1, selection.convention).total
    text = _("Not even one unit fits. The smallest needs {least:,} parameters.")
    prose.warn(text, least=least)


def _bytes(count: int) -> str:
    """Return a number of bytes in the unit that keeps it short."""
    number, names = float(count), ["B", "KiB", "MiB", "GiB"]
    while number >= KIBI and len(names) > 1:
        number /= KIBI
        names.pop(0)
    return f"{number:.4g} {names[0]}"


def _seconds(seconds: float) -> str:
    """Return a time in three digits, in the unit that suits it once it is rounded."""
    rounded = float(f"{seconds:.3g}")
    for size, unit in ((1, "s"), (1e-3, "ms")):
        if rounded >= size:
            return f"{rounded / size:.3g} {unit}"
    return f"{rounded / 1e-6:.3g} µs"
