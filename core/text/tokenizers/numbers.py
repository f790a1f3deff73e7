"""A tokenizer of numbers as people type them, separated by spaces, commas or semicolons.

Numbers of the same step are joined by |, as in 0.5|1.
"""

import regex

from .base import Token

_PIECE = regex.compile(r"([^\s;,]++)(?:\s*+[;,])*+|[;,]++")


class NumberTokenizer:
    """One token for each number, including the separator after it, and for each other piece.

    >>> [token.key for token in NumberTokenizer().tokenize("0.5, -1 2 ; x")]
    ['0.5', '-1', '2', 'x']
    """

    name = "numbers"
    version = 1

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the pieces in order."""
        pieces = _PIECE.finditer(text)
        return tuple(Token(piece[0], *piece.span(), piece[1] or "") for piece in pieces)

    def label(self, token: Token) -> str:
        """Return the number as it was typed."""
        return token.key or token.text


LIMIT = 1_000
"""Larger numbers are refused, because they would saturate every gate."""

TOGETHER = "|"
"""What stands between numbers of one step."""

_NUMBER = regex.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_PLAIN = str.maketrans("−–", "--")


def value(text: str) -> float | None:
    """Return the number that a text stands for; ``None`` if it is not a number or too large.

    >>> value("−0.5"), value("1e3"), value("ten"), value("1e9")
    (-0.5, 1000.0, None, None)
    """
    plain = text.translate(_PLAIN)
    if len(plain) > 40 or not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if abs(number) <= LIMIT else None


def values(text: str, count: int) -> tuple[float, ...] | None:
    """Return the numbers of one step; ``None`` unless there are so many, and each is a number.

    >>> values("0.5|1", 2), values("0.5", 2), values("0.5|x", 2)
    ((0.5, 1.0), None, None)
    """
    numbers = [value(part) for part in text.split(TOGETHER)]
    known = tuple(number for number in numbers if number is not None)
    return known if len(known) == len(numbers) == count else None
