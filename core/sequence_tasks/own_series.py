"""A series of one's own as a task, of any number of columns: one of them is predicted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message, Notice
from ..scaling import Scaling
from ..text.decoding import TextError
from .linear_series import MEAN, OUTPUTS
from .series_task import SeriesTask, typed
from .task import Examples, Ruler
from .wave_task import LAST_VALUE

HELD_OUT = 0.2
"""Share of the rows, the last ones, that nobody learns from."""

LEAST = 50
"""Rows that a series must have at least, beside those that it is predicted ahead."""

LENGTH, PROBE_LENGTH = 50, 40

LARGEST = 1_000
"""Of a scaled value: ``core.text.tokenizers.numbers`` reads none beyond it."""

LATER = "later value"
"""What is predicted where that is not the next value."""

SEASON = N_("what differs from cycle to cycle")


@dataclass(frozen=True, eq=False)
class OwnSeries(SeriesTask):
    """Predicting a column some steps ahead; the last rows are held out.

    All values are scaled by what was learned from: its least is 0 and its largest 1, in each
    column. Losses are in these units. The column that is predicted comes first.

    Attributes:
        values: scaled, ``(rows, features)`` float32.
        scaling: of the values, in their order.
        start: the first row that is held out.
        horizon: steps ahead, at least 1.
        season: steps of a cycle, 0 for none.
    """

    values: Tensor = field(kw_only=True)
    scaling: Scaling = field(kw_only=True)
    start: int = field(kw_only=True)
    horizon: int = field(kw_only=True)
    season: int = field(kw_only=True)

    @property
    def optimum(self) -> float:
        """Nobody knows it."""
        return math.nan

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """Mean, last value and, where there is a cycle, same phase: on the rows held out."""
        series = self.values[:, 0].double()
        actual = series[self.start :]

        def error(predicted: Tensor) -> float:
            return float(((predicted - actual) ** 2).mean())

        def ago(steps: int) -> Tensor:
            return series[self.start - steps : len(series) - steps]

        rulers = [
            Ruler(MEAN, error(series[: self.start].mean()), lacks=N_("the last value")),
            Ruler(LAST_VALUE, error(ago(self.horizon)), lacks=N_("trend and cycles")),
        ]
        if self.season:
            rulers.append(Ruler(N_("same phase"), error(ago(self.same_phase)), lacks=SEASON))
        return tuple(sorted(rulers, key=lambda ruler: -ruler.value))

    @property
    def same_phase(self) -> int:
        """Steps from what is predicted back to the last known value in the same phase; 0 if none.

        They are whole cycles, so many that the value is known.
        """
        return self.season and math.ceil(self.horizon / self.season) * self.season

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return consecutive rows of what is learned from, scaled."""
        return typed(self.examples(1, length, generator).inputs[0])

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n windows of what is learned from; the target is the first column, later on.

        Raises:
            ValueError: if they are longer than that is.
        """
        return self._windows(self.values[: self.start], n, length, generator)

    def held_out(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n windows of the rows held out.

        Raises:
            ValueError: if they are longer than these are.
        """
        return self._windows(self.values[self.start :], n, length, generator)

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return nothing: what is worth following in a series of one's own, nobody knows here."""
        return {}

    def _windows(self, rows: Tensor, n: int, length: int, generator: torch.Generator) -> Examples:
        most = len(rows) - self.horizon
        if length > most:
            raise ValueError(f"own-series expected at most {most} rows in a window; got {length}.")
        starts = torch.randint(most - length + 1, (n, 1), generator=generator)
        places = starts + torch.arange(length)
        inputs = rows[places] if self.features > 1 else rows[places, 0]
        return Examples(inputs, rows[places + self.horizon, 0], torch.ones(n, length))


def own_series(
    values: np.ndarray,
    horizon: int = 1,
    season: int = 0,
    column: int = 0,
    held_out: float = HELD_OUT,
) -> OwnSeries:
    """Return a series as a task; its key names the series and what is predicted of it.

    Args:
        values: ``(rows, columns)``, all finite; every column goes in.
        horizon: steps ahead that are predicted, at least 1.
        season: steps of a cycle, below the number of rows that are learned from; 0 for none.
        column: the one that is predicted.
        held_out: share of the rows, the last ones, that nobody learns from; 0.05 to 0.5.

    Raises:
        TextError: if there are too few rows, or those held out are far from all others.
        ValueError: if a value is not finite, or another argument is not possible.
    """
    if not np.isfinite(values).all():
        raise ValueError("own_series expected finite numbers; got NaN or infinity.")
    least = LEAST + 10 * horizon
    if len(values) < least:
        message = N_("Rows of the series: {found}. Give one that has at least {least}.")
        raise TextError(Notice(message, {"found": len(values), "least": least}))
    _check("held_out", held_out, 0.05, 0.5)
    start = len(values) - round(held_out * len(values))
    _check("horizon", horizon, 1, start)
    _check("season", season, 0, start - horizon)
    _check("column", column, 0, values.shape[1] - 1)
    sha = sha256(values.tobytes()).hexdigest()[:16]
    key = f"own-series-{sha}-{horizon}-{season}-{column}-{start}"
    others = [place for place in range(values.shape[1]) if place != column]
    return _task(key, values[:, [column, *others]], start, horizon, season)


def _task(key: str, values: np.ndarray, start: int, horizon: int, season: int) -> OwnSeries:
    """Return the task whose first column is predicted."""
    scaling = Scaling(values[:start].min(0), values[:start].max(0))
    scaled = scaling.scale(values)
    if np.abs(scaled).max() > LARGEST:
        message = N_(
            "The held-out end has values beyond {most}, where 1 is the largest of all rows before "
            "it. Take a longer series, or leave out the column."
        )
        raise TextError(Notice(message, {"most": LARGEST}))
    series, columns = torch.from_numpy(scaled.astype(np.float32)), values.shape[1]
    return OwnSeries(
        key=key,
        title=N_("A series of your own"),
        symbols=(),
        outputs=OUTPUTS if horizon == 1 else (LATER,),
        target="next-value",
        length=min(LENGTH, len(values) - start - horizon),
        probe=typed((series if columns > 1 else series[:, 0])[start : start + PROBE_LENGTH]),
        features=columns,
        values=series,
        scaling=scaling,
        start=start,
        horizon=horizon,
        season=season,
    )


def _check(name: str, given: float, lowest: float, highest: float) -> None:
    if not lowest <= given <= highest:
        raise ValueError(f"own_series expected {name} from {lowest} to {highest}; got {given}.")
