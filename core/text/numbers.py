"""What number a text is."""

import regex

LIMIT = 1_000
"""Numbers beyond this are not taken: they would saturate every gate."""

_NUMBER = regex.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_PLAIN = str.maketrans("−–", "--")


def value(text: str) -> float | None:
    """Return the number that a text is, or ``None`` where it is none, or is too large.

    >>> value("−0.5"), value("1e3"), value("ten"), value("1e9")
    (-0.5, 1000.0, None, None)
    """
    plain = text.translate(_PLAIN)
    if len(plain) > 40 or not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if abs(number) <= LIMIT else None
