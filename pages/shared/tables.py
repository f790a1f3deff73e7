"""Tables: one with a row for each unit, where a click chooses a unit, and one that is only read."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.language import _
from pages.shared.view import session

HEIGHT, ROW = 320, 35
"""Pixels of a table that is scrolled, and of one of its rows."""
MOST_ROWS = 12
"""Longer tables scroll, so that the part below them stays easy to find."""


def units_table(
    columns: Mapping[str, list], units: Sequence[int], unit: int, key: str, config: dict[str, Any]
) -> None:
    """Show a table with a row for each unit; a click anywhere on a row chooses its unit.

    Args:
        columns: what each column is called, in the reader's language, and its cells.
        units: the unit of each row, all of the network's.
        unit: the one that is selected, whose row is marked.
        key: the table's own key.
        config: how columns are shown, as in ``st.dataframe``.
    """

    def chosen() -> None:
        selected = session.reported(key, "selection")
        if selected is None:
            return
        rows = [row for row, _column in selected["cells"]] or selected["rows"]
        if rows and units[rows[0]] != session.selection_now().unit:
            session.cue(unit=units[rows[0]])

    marked = {"selection": {"rows": [units.index(unit)], "columns": [], "cells": []}}
    st.dataframe(
        dict(columns),
        key=session.widget(key, marked),
        hide_index=True,
        height=min(HEIGHT, ROW * (len(units) + 1) + 3),
        column_config=config,
        on_select=chosen,
        selection_mode=["single-row-required", "single-cell"],
        placeholder="–",
    )


def table(
    columns: Mapping[str, list],
    config: dict[str, Any] | None = None,
    *,
    most_rows: int | None = MOST_ROWS,
) -> None:
    """Show a table that is only read.

    Args:
        columns: what each column is called, in the reader's language, and its cells.
        config: how columns are shown, as in ``st.dataframe``.
        most_rows: longer tables are scrolled; ``None`` shows every row.
    """
    rows = max(map(len, columns.values()))
    height = "content" if most_rows is None or rows <= most_rows else HEIGHT
    st.dataframe(
        dict(columns), hide_index=True, height=height, column_config=config, placeholder="–"
    )


def facts(columns: Mapping[str, Sequence[str | None]]) -> None:
    """Show a table turned round, a row for each fact: many facts of few things fit in any window.

    Args:
        columns: what each fact is called, in the reader's language, and its cells, written out; the
            first has the things' names.
    """
    (_what, names), *others = columns.items()
    rows = {_("fact"): [fact for fact, _cells in others]}
    things = dict(zip(names, zip(*(cells for _fact, cells in others), strict=True), strict=True))
    right = st.column_config.TextColumn(alignment="right")
    table(
        rows | {str(name): list(cells) for name, cells in things.items()},
        {str(name): right for name in things},
        most_rows=None,
    )
