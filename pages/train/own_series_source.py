"""A visitor's table: uploaded or pasted, read, and kept for this session alone."""

from typing import Any

import streamlit as st

from core.series.gaps import without_gaps
from core.series.table import Table, read_table
from core.text.decoding import MAX_FILE, TextError
from pages.components.own_tab import takes_files
from pages.language import _
from pages.shared import prose
from pages.shared.limits import has_memory
from pages.shared.memory import MEBIBYTE
from pages.shared.upload_limits import has_room, upload_limits
from pages.shared.view import session, visitor

WIDGET, PASTED = "own-series-file", "own-series-pasted"
_TABLE, _REFUSED, _TAKEN, _TYPED = (
    "own-series-table",
    "own-series-refused",
    "own-series-taken",
    "own-series-typed",
)


def table_now() -> Table | None:
    """Return the table of this session, without gaps; ``None`` if there is none."""
    return session.kept(_TABLE, None)


def take_over(content: bytes | str) -> None:
    """Read a table and keep it; what cannot be read is said, and the table before it stays."""
    try:
        session.keep(_TABLE, without_gaps(read_table(content)))
        session.keep(_REFUSED, None)
    except TextError as error:
        session.keep(_REFUSED, error.notice)


def pick() -> None:
    """Show the widget for a file and the field to paste into, and what became of the last one."""
    _pick_file()
    with st.expander(_("Paste cells instead"), icon=":material/content_paste:"):
        st.text_area(
            _("Cells from a spreadsheet, or lines of a CSV file"),
            height=160,
            max_chars=MAX_FILE,
            **session.bind_text(PASTED, session.kept(_TYPED, ""), _paste, lines=True),
        )
    refused = session.kept(_REFUSED, None)
    if refused is not None:
        prose.error(_(refused.message), **refused.values, icon=":material/error:")
    table = table_now()
    if table is not None:
        _describe(table)


def _pick_file() -> None:
    room, memory, here = has_room(), has_memory(), takes_files()
    file = st.file_uploader(
        _("A CSV file: a column for each series, a row for each time step"),
        key=WIDGET,
        max_upload_size=max(upload_limits().file // MEBIBYTE, 1),
        disabled=not (room and memory and here),
    )
    if not memory:
        prose.warn(_("This server has little memory left and takes no files. Try again later."))
    elif not room:
        prose.warn(_("The server has as many files as it keeps. Try again in a minute."))
    # Not in a callback: a session's first run, as after a restart of the server, calls none.
    if file is not None and session.kept(_TAKEN, None) != file.file_id:
        _take_file(file)
        st.rerun()


def _take_file(file: Any) -> None:
    session.keep(_TAKEN, file.file_id)
    take_over(file.getvalue())
    visitor.discard_file(file.file_id)


def _paste(text: str) -> None:
    session.keep(_TYPED, text)
    if text.strip():
        take_over(text)


def _describe(table: Table) -> None:
    rows, columns = table.values.shape
    prose.say(_("Rows: {rows:,}, columns: {columns:d}."), rows=rows, columns=columns)
    if table.dates:
        first, last = table.dates[0], table.dates[-1]
        prose.caption(_("From {first} to {last}"), first=first, last=last)
    for notice in table.notices:
        prose.caption(_(notice.message), **notice.values)
