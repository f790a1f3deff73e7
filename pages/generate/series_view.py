"""The view of a series that goes on: how much is read, how far it goes, and the cycle."""

from dataclasses import dataclass
from typing import Any

from core.notation import N_
from pages.shared.view.fields import number
from pages.shared.view.selection import MAX_POSITION

MOST_AHEAD, MOST_CYCLE = 128, 128


def _number(name: str, low: int, high: int, default: int | None) -> Any:
    message = N_("The link sets a number of the series to something outside {low} to {high}.")
    return number(name, low, high, message, default=default)


@dataclass(frozen=True)
class SeriesView:
    """The settings of a series that a network continues.

    Attributes:
        values_read: how many values the network reads before it is left alone; half of them if
            none.
        steps_ahead: how many steps it then goes on.
        cycle: steps of the cycle that is compared with and taken apart.
    """

    values_read: int | None = _number("read", 1, MAX_POSITION, None)
    steps_ahead: int = _number("ahead", 1, MOST_AHEAD, 40)
    cycle: int = _number("cycle", 2, MOST_CYCLE, 7)
