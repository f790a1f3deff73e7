"""The parameters by part, as bars, as tables and as a file."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from core.figures.parameters import parameter_bars
from core.notation import TITLES
from core.parameters.conventions import BIAS, FROM_H, FROM_X
from core.parameters.curve import to_csv as curves_to_csv
from core.parameters.table import ParameterRow, ParameterTable, by_tensor, to_csv
from pages.language import _
from pages.parameter_count.charts import count_chart, curves_around
from pages.parameter_count.view import ParameterCountView
from pages.shared import downloads, pickers, share_link, tables
from pages.shared.charts import dark
from pages.shared.view.selection import Selection


def bars(counted: Sequence[ParameterTable], selection: Selection) -> None:
    """Show where the parameters are, stacked by gate or by kind."""
    pickers.one_of("bars", _("Stacked"))
    kinds: dict[str, str] = {kind: _(kind) for kind in (FROM_X, FROM_H, BIAS)}
    titles = {name: _(title) for name, title in TITLES.items()}
    draw = partial(
        parameter_bars, counted, titles, kinds, selection.of(ParameterCountView).bars, dark()
    )
    alt = _("One bar for each cell, built of its blocks: RNN one, LSTM four, GRU three.")
    count_chart("parameter-bars", draw, alt, selection)


def details(counted: Sequence[ParameterTable]) -> None:
    """Show the rows as tables, by tensor and by gate."""
    tensors, gates = st.tabs([_("By tensor"), _("By gate")])
    with tensors:
        whole = [(table.cell, row) for table in counted for row in by_tensor(table)]
        show_table(_columns(whole))
    with gates:
        blocks = [(table.cell, row) for table in counted for row in table.rows]
        block = {_("gate"): [_(TITLES[row.block]) for _cell, row in blocks]}
        show_table(block | _columns(blocks))


def share(
    counted: Sequence[ParameterTable], units: Mapping[str, int], selection: Selection
) -> None:
    """Offer the rows and the curves as files, and the link."""
    rows, values, address, _rest = st.columns([3, 3, 3, 1])
    with rows:
        name = "gatescope-parameters.csv"
        downloads.download(_("Table as CSV"), lambda: to_csv(counted), name)
    with values:
        name = "gatescope-parameter-curves.csv"
        curves = partial(curves_around, units, selection)
        downloads.download(_("Curves as CSV"), lambda: curves_to_csv(curves()), name)
    with address:
        share_link.offer()


def show_table(columns: dict[str, list]) -> None:
    """Show columns, with whole numbers grouped by thousands; more than 24 rows scroll.

    24 rows are two layers of all three cells by tensor, or one layer by gate in the textbook count.
    """
    grouped = st.column_config.NumberColumn(format="localized")
    numbers = {name: grouped for name, cells in columns.items() if type(cells[0]) is int}
    tables.table(columns, numbers, most_rows=24)


def _columns(rows: Sequence[tuple[str, ParameterRow]]) -> dict[str, list]:
    columns: dict[str, list] = {_("cell"): [cell.upper() for cell, row in rows]}
    if len({(row.layer, row.direction) for _cell, row in rows}) > 1:
        columns[_("layer")] = [row.layer + 1 for _cell, row in rows]
        columns[_("direction")] = [_(row.direction) for _cell, row in rows]
    return columns | {
        _("tensor"): [row.tensor for _cell, row in rows],
        _("part"): [_(row.kind) for _cell, row in rows],
        _("shape"): [str(row.shape) for _cell, row in rows],
        _("formula"): [row.formula for _cell, row in rows],
        _("parameters"): [row.count for _cell, row in rows],
    }
