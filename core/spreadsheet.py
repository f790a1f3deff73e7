"""Tables as CSV files for spreadsheets, with texts guarded against being run as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from unicodedata import category

_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_CONTROLS = ("\t", "\r")
"""Spreadsheets have taken what follows one of these at the beginning as a formula."""
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Unicode's categories of what a spreadsheet may leave out before it looks for a formula."""


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
    r"""Return a text that no spreadsheet runs as a formula, and 1 if that changed it, else 0.

    >>> guard("=1+1"), guard("\n\u200b=1+1"), guard(" a = 1")
    (("'=1+1", 1), ("'\n\u200b=1+1", 1), (' a = 1', 0))
    """
    seen = next((sign for sign in text if category(sign) not in _UNSEEN), "")
    formula = text.startswith(_CONTROLS) or seen in _FORMULA_STARTS
    return (f"'{text}" if formula else text), int(formula)
