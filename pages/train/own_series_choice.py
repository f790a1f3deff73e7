"""What is predicted of a visitor's series, and what of it is possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.sequence_tasks.own_series import LEAST, OwnSeries, own_series
from core.series.table import Table
from core.training.loss import VALUE_LOSSES

LOSSES = tuple(VALUE_LOSSES)
MOST_LENGTH, MOST_HORIZON = 200, 100


@dataclass(frozen=True)
class SeriesChoice:
    """What is predicted, and from what.

    Attributes:
        column: that is predicted, from 0.
        length: rows of a window.
        horizon: steps ahead.
        season: rows of a cycle, 0 for none.
        held_out: rows at the end that nobody learns from, in hundredths.
        loss: that is made small, ``mse`` or ``mae``.
    """

    column: int = 0
    length: int = 24
    horizon: int = 1
    season: int = 0
    held_out: int = 20
    loss: str = LOSSES[0]

    def changed(self, field: str, value: Any) -> "SeriesChoice":
        """Return the choice with another value in a field."""
        return replace(self, **{field: value})


def ends(choice: SeriesChoice, table: Table) -> Mapping[str, tuple[int, int]]:
    """Return the least and the largest value that each number may have beside the others."""
    rows = len(table.values)
    end = round(choice.held_out / 100 * rows)
    horizon = max(1, min(MOST_HORIZON, (rows - LEAST) // 10, end - 2))
    room = min(end, rows - end) - choice.horizon
    return {
        "held_out": (5, 50),
        "horizon": (1, horizon),
        "length": (1, max(1, min(MOST_LENGTH, room))),
        "season": (0, max(0, rows - end - choice.horizon)),
    }


def within(choice: SeriesChoice, table: Table) -> SeriesChoice:
    """Return the choice with each value moved to the nearest one that the table allows."""
    column = choice.column if choice.column < len(table.names) else 0
    choice = replace(choice, column=column)
    for field in ("held_out", "horizon", "length", "season"):
        low, high = ends(choice, table)[field]
        choice = choice.changed(field, max(low, min(getattr(choice, field), high)))
    return choice


def task_of(choice: SeriesChoice, table: Table) -> OwnSeries:
    """Return the task of a choice.

    Raises:
        TextError: if the table has too few rows, or its held-out end is far from all others.
    """
    return own_series(
        table.values, choice.horizon, choice.season, choice.column, choice.held_out / 100
    )
