"""How far forecasts are off, by how many steps ahead they look: judged from many starts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ..network import Network
from ..text.padding import Code
from .baselines import baselines
from .recorder import Recorder

LEAST_READ = 16
"""Values after which a network has seen enough of a series for its forecast to be judged."""


@dataclass(frozen=True, eq=False)
class HorizonErrors:
    """Errors of several forecasts of one series, which start again after every value from one on.

    Attributes:
        first: how many values had been read at the first start; the others follow one by one.
        starts: from how many starts a value so many steps ahead is known, ``(horizon,)``.
        squares: forecast -> mean squared error, 1, 2, … steps ahead, ``(horizon,)``; NaN where
            there is no start. ``one-step`` is for comparison: the same values, each predicted from
            all before it.
    """

    first: int
    starts: np.ndarray
    squares: Mapping[str, np.ndarray]

    @property
    def roots(self) -> Mapping[str, np.ndarray]:
        """Forecast -> root mean squared error, 1, 2, … steps ahead, ``(horizon,)``."""
        return {name: np.sqrt(square) for name, square in self.squares.items()}


def errors_over_horizon(
    network: Network, values: Sequence[Code], horizon: int, cycle: int
) -> HorizonErrors:
    """Return how far off the network is, free-running, and each baseline, by steps ahead.

    The first start is after a whole cycle, and after ``LEAST_READ`` values at least.

    Args:
        network: one that predicts the next value.
        values: the K known values.
        horizon: steps ahead, at most; at least 1.
        cycle: steps of the cycle, for the baseline of the same phase.
    """
    known = np.array(values, np.float32)
    first = max(cycle, LEAST_READ)
    free, one_step = _forecasts(network, values, first, horizon)
    primes = range(first, first + len(free))
    truth = _ahead(known, primes, horizon)
    made = [baselines(known[:prime], horizon, cycle) for prime in primes]
    forecasts = {"free": free, "one-step": _ahead(one_step, primes, horizon)}
    for name in baselines(known[:1], 0, 1):
        forecasts[name] = np.array([each[name] for each in made]).reshape(-1, horizon)
    starts = np.isfinite(truth).sum(0)
    return HorizonErrors(
        first, starts, {name: _mean_square(each - truth) for name, each in forecasts.items()}
    )


@torch.inference_mode()
def _forecasts(
    network: Network, values: Sequence[Code], first: int, horizon: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the free-running forecast from each start, and the one-step forecast of each value."""
    reader = Recorder(network)
    one_step = [reader.scores()[0]]
    for value in values:
        reader.read(value)
        one_step.append(reader.scores()[0])
    starts = reader.states[first : len(values)]  # after the last value nothing is known to judge by
    if not starts:
        return np.empty((0, horizon), np.float32), np.array(one_step[:-1])
    states = [
        type(layer[0])._make(map(torch.cat, zip(*layer, strict=True)))
        for layer in zip(*starts, strict=True)
    ]
    free = []
    for _ in range(horizon):
        free.append(network.readout(states[-1].hidden_state)[:, 0])
        states = _step(network, network.embedding(free[-1]), states)
    return torch.stack(free, 1).numpy(), np.array(one_step[:-1])


def _step(network: Network, x: torch.Tensor, states: list[Any]) -> list[Any]:
    """Return the layers' states after one more value in each of several series."""
    new = []
    for cell, state in zip(network.cells, states, strict=True):
        gates = cell.activate(cell.preactivations(x, state.hidden_state))
        new.append(cell.update(gates, state))
        x = new[-1].hidden_state
    return new


def _ahead(series: np.ndarray, primes: range, horizon: int) -> np.ndarray:
    """Return for each prime what a series has 1, 2, … steps ahead; NaN after its end."""
    padded = np.append(series.astype(float), np.full(horizon, np.nan))
    places = np.array(primes, int)[:, None] + np.arange(horizon)
    return padded[places]


def _mean_square(errors: np.ndarray) -> np.ndarray:
    """Return the mean square of each column without its NaN; NaN where there is nothing else."""
    known = np.isfinite(errors)
    sums = np.where(known, errors, 0.0) ** 2
    with np.errstate(invalid="ignore"):
        return sums.sum(0) / known.sum(0)
