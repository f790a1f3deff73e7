"""A table of numbers as people have it: a CSV file, or cells pasted from a spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..notation import N_, Notice
from ..text.decoding import TextError
from .cells import date_order, has_decimal_comma, is_date, may_have_thousands, number
from .encodings import table_text
from .refusals import NO_DATE, NO_NUMBER, THOUSANDS, refused, shown
from .rows import MOST_ROWS, Row, read_rows, separator_of


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of numbers, in order of time.

    Attributes:
        names: of the columns, from the header; where there is none, their places, from 1.
        values: ``(rows, columns)`` float64, NaN where there is a gap.
        dates: of the rows, as they were typed; empty where no column has dates.
        lines: of the text, from 1, that each row stands in.
        notices: what was done to the table.
    """

    names: tuple[str, ...]
    values: np.ndarray
    dates: tuple[str, ...]
    lines: tuple[int, ...]
    notices: tuple[Notice, ...]

    def __post_init__(self) -> None:
        self.values.flags.writeable = False


def read_table(content: bytes | str) -> Table:
    r"""Return the numbers of a table; nothing is guessed beyond the rules that stand here.

    Cells are separated as ``separator_of`` says. The first row is a header if one of its cells is
    neither a number nor a gap nor a date. The first column that begins with a date has dates. A
    comma is a decimal one where no comma separates cells, and a cell has one that cannot stand
    between thousands; thousands are refused, and so is a table that may be one column of them.
    Dates that run backwards, as exchanges give them, turn the rows round.

    >>> table = read_table("날짜;기온\n2026-01-01;−1,5\n2026-01-02;NA")
    >>> table.names, table.values.tolist(), table.dates
    (('기온',), [[-1.5], [nan]], ('2026-01-01', '2026-01-02'))

    Args:
        content: a file in UTF-8, UTF-16 with its mark, or CP949, of at most 2 MB; or what was
            pasted.

    Raises:
        TextError: if it is no such table; the notice names the line and the column.
    """
    text, notices = table_text(content)
    separator = separator_of(text)
    rows = read_rows(text, separator)
    if separator == "," and rows and all(may_have_thousands(",".join(row.cells)) for row in rows):
        raise refused(THOUSANDS, rows[0].line, "1", ",".join(rows[0].cells))
    cells = _distinct(rows)
    decimal_comma = separator != "," and any(map(has_decimal_comma, cells))
    if decimal_comma:
        notices += (Notice(N_("Commas were read as decimal points.")),)
    known = {cell: number(cell, decimal_comma) for cell in cells}
    has_header = any(
        known[cell] is None and not is_date(cell) for row in rows[:1] for cell in row.cells
    )
    header = rows.pop(0).cells if has_header else [""] * len(rows[0].cells) if rows else []
    if not 0 < len(rows) <= MOST_ROWS:
        message = N_("Rows of numbers in the table: {found}. Give it from 1 to {most}.")
        raise TextError(Notice(message, {"found": len(rows), "most": MOST_ROWS}))
    return _in_time(_table(_names(header), rows, known, notices))


def _table(
    names: Sequence[str],
    rows: Sequence[Row],
    known: Mapping[str, float | None],
    notices: tuple[Notice, ...],
) -> Table:
    """Return rows without a header as a table, once each cell is what its column has."""
    columns = [*zip(*(row.cells for row in rows), strict=True)]
    dated = next((place for place, column in enumerate(columns) if is_date(column[0])), None)
    _check(names, rows, [_wrong(each, known, k == dated) for k, each in enumerate(columns)], dated)
    kept = [place for place in range(len(names)) if place != dated]
    if not kept:
        raise TextError(Notice(N_("The table has dates but no numbers. Add a column of numbers.")))
    return Table(
        names=tuple(names[place] for place in kept),
        values=np.array([[*map(known.get, columns[place])] for place in kept], float).T.copy(),
        dates=() if dated is None else columns[dated],
        lines=tuple(row.line for row in rows),
        notices=notices,
    )


def _wrong(column: Sequence[str], known: Mapping[str, float | None], has_dates: bool) -> set[str]:
    """Return the cells that a column of dates or of numbers must not have."""
    return {
        cell
        for cell in set(column)
        if not (is_date(cell) if has_dates else known[cell] is not None)
    }


def _distinct(rows: Sequence[Row]) -> set[str]:
    """Return the cells, each once: few differ where there are many, so that each is read fast."""
    return {cell for row in rows for cell in row.cells}


def _names(header: Sequence[str]) -> list[str]:
    """Return a name to show for each column, no two alike."""
    names: list[str] = []
    for place, cell in enumerate(header, 1):
        name = shown(cell) if cell else str(place)
        while name in names:
            name = f"{name} ({place})"
        names.append(name)
    return names


def _check(
    names: Sequence[str], rows: Sequence[Row], wrong: Sequence[set[str]], dated: int | None
) -> None:
    """Raise ``TextError`` for the first cell that its column must not have."""
    if not any(wrong):
        return
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell in wrong[place]:
                message = THOUSANDS if may_have_thousands(cell) else NO_NUMBER
                message = NO_DATE if place == dated else message
                raise refused(message, row.line, names[place], cell)


def _in_time(table: Table) -> Table:
    """Return a table with its rows turned round if its dates run backwards."""
    order = [date_order(date) for date in table.dates]
    known = [each for each in order if each is not None]
    falls = len(known) > 1 and len(known) == len(order) and known == sorted(known, reverse=True)
    if not falls or known[0] == known[-1]:
        return table
    return replace(
        table,
        values=table.values[::-1].copy(),
        dates=table.dates[::-1],
        lines=table.lines[::-1],
        notices=(
            *table.notices,
            Notice(N_("The rows were turned round: the dates ran backwards.")),
        ),
    )
