"""What the scripts in both libraries have in common."""

from collections.abc import Iterable

ONE_HOT = "one-hot vectors of a vocabulary of {size}"
"""A comment beside the input."""


def indented(lines: Iterable[str], spaces: int) -> str:
    """Return the lines as one text, each behind so many spaces."""
    return "\n".join(" " * spaces + line for line in lines)
