"""The lines of a table as rows of cells, all of the same length."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

import regex

from ..notation import N_, Notice
from ..text.decoding import TextError

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 20_000, 64, 1_000
"""Of a table, its header aside; the last is of a cell."""
_MOST_LINES = 5 * MOST_ROWS
"""Empty ones included, which take time as well."""

_QUOTED = regex.compile(r'"[^"]*+"')
_FIRST_LINE = regex.compile(r"[^\r\n]++")


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        line: of the text, from 1, at which it begins.
        cells: without white space around them.
    """

    line: int
    cells: list[str]


def separator_of(text: str) -> str:
    r"""Return what separates the cells of a table: what its first line has, outside of quotes.

    That is a tab if there is one, else a semicolon, else a comma. A table without any of them has
    one column, and no separator.

    >>> separator_of("a,b;c\n1,5;2"), separator_of("a\n1,5")
    (';', '')
    """
    first = _FIRST_LINE.search(_QUOTED.sub("text", text))
    return next((sign for sign in "\t;," if first and sign in first[0]), "")


def read_rows(text: str, separator: str) -> list[Row]:
    """Return the rows of a table; none if it has nothing but empty cells.

    Lines without anything are left out, and so are rows of empty cells at either end; in a table of
    one column, empty lines between others are gaps.

    Raises:
        TextError: if rows differ in length, a quotation mark is not closed, or the table is too
            large; the message names the line.
    """
    rows = [row for row in _rows(text, separator) if not separator or row.cells != [""]]
    filled = [place for place, row in enumerate(rows) if any(row.cells)]
    rows = rows[filled[0] : filled[-1] + 1] if filled else []
    for row in rows:
        if len(row.cells) != len(rows[0].cells):
            message = N_(
                "Line {line} has {found} cells; the first one has {expected}. Give each line as "
                "many, and put a text in quotation marks if it contains “{separator}”."
            )
            values = {"found": len(row.cells), "expected": len(rows[0].cells)}
            raise TextError(Notice(message, {"line": row.line, "separator": separator, **values}))
    return rows


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Yield the rows within the limits, empty ones as a row of one empty cell."""
    delimiter = separator or "\x1f"  # nothing that anybody types: csv needs one
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            row = Row(line, [*map(str.strip, cells)] or [""])
            count += row.cells != [""]
            if count > MOST_ROWS + 1 or line > _MOST_LINES or _is_too_wide(cells):
                raise _too_large(line)
            yield row
            line = reader.line_num + 1
    except csv.Error as error:
        message = N_(
            "Line {line}: a quotation mark is not closed, or something stands behind the closing "
            "one. Remove it, or write it twice within a text."
        )
        raise TextError(Notice(message, {"line": line})) from error


def _is_too_wide(cells: list[str]) -> bool:
    return len(cells) > MOST_COLUMNS or max(map(len, cells), default=0) > MOST_CHARACTERS


def _too_large(line: int) -> TextError:
    message = N_(
        "Line {line} goes beyond what a table may have. Rows: {rows}, columns: {columns}, "
        "characters in a cell: {characters}. Delete what is not needed."
    )
    limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "characters": MOST_CHARACTERS}
    return TextError(Notice(message, {"line": line, **limits}))
