"""A visitor's table: where it comes from, and what it has."""

from core.notation import N_
from core.series.gaps import without_gaps
from core.series.table import Table, read_table
from pages.language import _
from pages.shared import prose
from pages.shared.own_source import Source

SERIES = Source(
    "own-series",
    lambda content: without_gaps(read_table(content)),
    file=N_("A CSV file: a column for each series, a row for each time step"),
    paste=N_("Paste cells instead"),
    pasted=N_("Cells from a spreadsheet, or lines of a CSV file"),
)


def pick() -> Table | None:
    """Show where a table comes from; return this session's, without gaps, if there is one."""
    SERIES.pick()
    table: Table | None = SERIES.now()
    if table is not None:
        _describe(table)
    return table


def _describe(table: Table) -> None:
    rows, columns = table.values.shape
    prose.say(_("Rows: {rows:,}, columns: {columns:d}."), rows=rows, columns=columns)
    if table.dates:
        first, last = table.dates[0], table.dates[-1]
        prose.caption(_("From {first} to {last}"), first=first, last=last)
    for notice in table.notices:
        prose.caption(_(notice.message), **notice.values)
