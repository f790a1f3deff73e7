"""What a cell of a table is: a number, a gap, a date, or nothing that a series can have."""

import math

import regex

GAPS = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", "."})
"""What stands for a missing number, in lower case."""

LARGEST = 1e15
"""Of a number: beyond it, whole numbers have gaps between them."""

_NUMBER = regex.compile(r"[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][-+]?[0-9]{1,3})?")
_WITH_COMMA = regex.compile(r"[-+]?[0-9]*+,[0-9]++(?:[eE][-+]?[0-9]{1,3})?")
_MAY_BE_THOUSANDS = regex.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")
_ONLY_THOUSANDS = regex.compile(r"[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})++(?:\.[0-9]*+)?")
_MINUS = str.maketrans("−", "-")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}+\.?"
_TIME = r"(?:오전|오후)?\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:\s?[ap]m)?"
_DATE = regex.compile(
    rf"""
    (?:
        [0-9]{{4}} \s?(?P<a>[-/.])\s? [0-9]{{1,2}} \s?(?P=a)\s? [0-9]{{1,2}} \.?  # 2026-12-01
      | [0-9]{{1,2}} (?P<b>[-/.]) [0-9]{{1,2}} (?P=b) (?:[0-9]{{4}}|[0-9]{{2}})   # 1.12.2026
      | [0-9]{{4}} [-/] [0-9]{{1,2}}                                              # 2026-12
      | [0-9]{{4}} \s?년 (?: \s?[0-9]{{1,2}}\s?월 (?: \s?[0-9]{{1,2}}\s?일 )? )?   # 2026년 12월 1일
      | [0-9]{{1,2}} [-\s] {_MONTH} [-\s,]{{1,2}} [0-9]{{2,4}}                    # 1 Dec 2026
      | {_MONTH} \s [0-9]{{1,2}} ,?\s [0-9]{{4}}                                  # Dec 1, 2026
    )
    (?: [T\s] \s? {_TIME} (?: Z | [-+][0-9]{{2}}:?[0-9]{{2}} )? )?
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_YEAR_FIRST = regex.compile(r"[0-9]{4}(?![0-9])")
_DIGITS = regex.compile(r"[0-9]++")


def number(cell: str, decimal_comma: bool = False) -> float | None:
    """Return the number in a cell, NaN for a gap, or ``None`` if it is neither.

    >>> number("−1.5e2"), number("1,5", decimal_comma=True), number("NA"), number("1,234")
    (-150.0, 1.5, nan, None)

    Args:
        cell: without white space around it.
        decimal_comma: whether a comma may stand in place of the decimal point.
    """
    if cell.lower() in GAPS:
        return math.nan
    plain = cell.translate(_MINUS)
    if decimal_comma and _WITH_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return None
    found = float(plain)
    return found if abs(found) <= LARGEST else None


def has_decimal_comma(cell: str) -> bool:
    """Return whether the comma in a cell can only be a decimal one, as in 12,5 but not in 1,234."""
    plain = cell.translate(_MINUS)
    return bool(_WITH_COMMA.fullmatch(plain)) and not _MAY_BE_THOUSANDS.fullmatch(plain)


def may_have_thousands(cell: str) -> bool:
    """Return whether commas in a cell may stand between thousands, as in 1,234 or 1,234,567.8."""
    return bool(_ONLY_THOUSANDS.fullmatch(cell.translate(_MINUS)))


def is_date(cell: str) -> bool:
    """Return whether a cell has a date, or date and time; whether there is such a day is not asked.

    >>> [is_date(cell) for cell in ("2026-12-01", "2026년 12월 1일", "1.12.2026 13:00", "2026")]
    [True, True, True, False]
    """
    return len(cell) <= 40 and bool(_DATE.fullmatch(cell))


def date_order(cell: str) -> tuple[int, ...] | None:
    """Return numbers that order dates which have the year first; ``None`` of any other.

    >>> date_order("2026. 12. 1."), date_order("1.12.2026")
    ((2026, 12, 1), None)
    """
    if not _YEAR_FIRST.match(cell):
        return None
    return tuple(int(digits) for digits in _DIGITS.findall(cell)[:3])
