"""A network's forecasts of the held-out end of a series, beside those that need no network."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch

from ..network import Network
from ..network.batch_layers import BatchLayers
from ..scaling import Scaling
from ..sequence_tasks.own_series import OwnSeries
from .linear import least_squares, rows_read

TOGETHER = 256
"""Windows that a network reads at once."""


@dataclass(frozen=True, eq=False)
class HeldOutForecast:
    """What is predicted of the held-out end, in the unit of the column that is predicted.

    Attributes:
        rows: the row of the series that each prediction is of, from 0, ``(n,)``.
        truth: what came, ``(n,)`` float64.
        predicted: by name, ``(n,)`` float64: ``mean`` of what was learned from, ``last-value``,
            ``same-phase`` where there is a cycle, ``linear`` autoregression, and each network.
        span: from the least to the largest value of what was learned from; scaled, it is 1.
    """

    rows: np.ndarray
    truth: np.ndarray
    predicted: Mapping[str, np.ndarray]
    span: float

    def __post_init__(self) -> None:
        for array in (self.rows, self.truth, *self.predicted.values()):
            array.flags.writeable = False


def held_out_forecast(
    task: OwnSeries, length: int, networks: Mapping[str, Network]
) -> HeldOutForecast:
    """Return forecasts after each window of the held-out rows.

    Windows and their targets are held out entirely; only the value of the same phase may be from
    before, where the cycle is long.

    Args:
        task: the series.
        length: rows of a window.
        networks: that read it, by names of their own.

    Raises:
        ValueError: if no window fits into the rows, or a network reads another number of columns.
    """
    learned, held_out = (shape[0] for shape in window_shapes(task, length))
    if min(learned, held_out, length) < 1:
        most = min(_held_out_rows(task), task.start) - task.horizon
        raise ValueError(f"held_out_forecast expected windows of 1 to {most} rows; got {length}.")
    series = task.values[:, 0].double().numpy()
    after = task.start + length + np.arange(held_out)  # the row after the last that was read
    rows = after + task.horizon - 1
    predicted = {
        "mean": np.full(len(rows), series[: task.start].mean()),
        "last-value": series[after - 1],
    }
    if task.season:
        predicted["same-phase"] = series[rows - task.same_phase]
    predicted["linear"] = _linear(task, length, after)
    for name, network in networks.items():
        predicted[name] = _of_network(task, length, network, after)
    column = Scaling(task.scaling.minimum[:1], task.scaling.maximum[:1])
    in_unit = {name: column.unscale(each) for name, each in predicted.items()}
    return HeldOutForecast(rows, column.unscale(series[rows]), in_unit, float(column.span[0]))


def window_shapes(
    task: OwnSeries, length: int
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return [samples, time steps, features] of the windows to learn from and of those held out."""
    counts = (rows - task.horizon - length + 1 for rows in (task.start, _held_out_rows(task)))
    learned, held_out = ((max(count, 0), length, task.features) for count in counts)
    return learned, held_out


def _held_out_rows(task: OwnSeries) -> int:
    return len(task.values) - task.start


def _windows(task: OwnSeries, length: int, after: np.ndarray) -> np.ndarray:
    """Return the windows that end before some rows, ``(n, length, features)`` float32."""
    return task.values.numpy()[after[:, None] + np.arange(-length, 0)]


def _linear(task: OwnSeries, length: int, after: np.ndarray) -> np.ndarray:
    """Return what an autoregression predicts that knows the windows to learn from."""
    known = np.arange(length, task.start - task.horizon + 1)
    targets = task.values.numpy()[known + task.horizon - 1, 0].astype(np.float64)
    rows = rows_read(length, task.features)
    line = least_squares(_windows(task, rows, known).astype(np.float64), targets)
    return line.predict(_windows(task, rows, after).astype(np.float64))


@torch.inference_mode()
def _of_network(task: OwnSeries, length: int, network: Network, after: np.ndarray) -> np.ndarray:
    """Return what a network predicts after each window, ``(n,)`` float64."""
    if network.card.input_size != task.features:
        raise ValueError(
            f"held_out_forecast expected networks that read {task.features} numbers at each step; "
            f"got one that reads {network.card.input_size}."
        )
    layers, predicted = BatchLayers(network), []
    for part in np.array_split(after, -(-len(after) // TOGETHER)):
        hidden, _states = layers(torch.from_numpy(_windows(task, length, part)))
        predicted.append(network.readout(hidden[:, -1])[:, 0].double().numpy())
    return np.concatenate(predicted)
