"""How far forecasts of the held-out end are off, the network's and those that need none."""

from typing import NamedTuple

import numpy as np

from .held_out import HeldOutForecast


class Errors(NamedTuple):
    """Means over all predictions: of squared errors, and of absolute ones."""

    mse: float
    mae: float


class Score(NamedTuple):
    """The errors of one forecast.

    Attributes:
        name: as ``HeldOutForecast.predicted`` has it.
        in_unit: of the column; the mean squared error has its square.
        scaled: by what was learned from, as losses are.
    """

    name: str
    in_unit: Errors
    scaled: Errors


def compare(forecast: HeldOutForecast) -> tuple[Score, ...]:
    """Return the score of each forecast, in the order in which it has them."""
    scores = []
    for name, predicted in forecast.predicted.items():
        off = predicted - forecast.truth
        mse, mae = float((off**2).mean()), float(np.abs(off).mean())
        scaled = Errors(mse / forecast.span**2, mae / forecast.span)
        scores.append(Score(name, Errors(mse, mae), scaled))
    return tuple(scores)
