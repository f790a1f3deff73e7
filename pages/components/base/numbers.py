"""Numbers from a browser, where anybody can send anything."""

from typing import TypeGuard

LARGEST = 2**53
"""From here on, a browser's numbers leave some whole numbers out."""


def is_whole(value: object, least: int = 0) -> TypeGuard[int]:
    """Return whether a value is a whole number, at least so large, and no boolean.

    >>> is_whole(0), is_whole(0, least=1), is_whole(True), is_whole("1"), is_whole(2**60)
    (True, False, False, False, False)
    """
    return type(value) is int and least <= value < LARGEST


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number that can be a place on a chart, and no boolean.

    >>> is_number(2.5), is_number(float("nan")), is_number(10**400), is_number(True)
    (True, False, False, False)
    """
    return type(value) in (int, float) and abs(value) < LARGEST  # type: ignore[arg-type]
