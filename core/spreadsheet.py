"""Tables as CSV files for spreadsheets, with texts guarded against being run as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def as_csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Return a line of names and a line for each row, every cell quoted.

    The encoding is UTF-8 with a byte-order mark, by which Excel recognises it and so reads ``×``.

    >>> as_csv(["shape"], [["16 × 8"]]).decode("utf-8-sig")
    '"shape"\n"16 × 8"\n'
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return lines.getvalue().encode("utf-8-sig")


def guard(text: str) -> tuple[str, int]:
    """Return a text that no spreadsheet runs as a formula, and 1 if that changed it, else 0."""
    formula = text.startswith(_FORMULA_STARTS)
    return (f"'{text}" if formula else text), int(formula)
