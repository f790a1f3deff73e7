"""Shapes of data, and windows cut from a series and scaled by what its beginning shows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..scaling import Scaling


@dataclass(frozen=True)
class DataShape:
    """One kind of data as an array.

    Attributes:
        axes: the names of its axes, in order.
        keras: the shape of a layer's input, without the batch.
        layers: the layers that read it.
    """

    axes: tuple[str, ...]
    keras: str
    layers: tuple[str, ...]


DATA_SHAPES: Mapping[str, DataShape] = {
    "tabular": DataShape(("rows", "columns"), "(columns,)", ("Dense",)),
    "sequence": DataShape(
        ("samples", "time steps", "features"),
        "(time steps, features)",
        ("SimpleRNN", "LSTM", "GRU", "Conv1D"),
    ),
    "image": DataShape(
        ("samples", "height", "width", "channels"), "(height, width, channels)", ("Conv2D",)
    ),
}
"""Kind of data -> its shape; PyTorch has an image's channels before its height."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Windows and their targets: of the training part, or of the rest.

    Attributes:
        inputs: ``(samples, time steps, features)``, scaled.
        targets: what follows each window, ``(samples, features)``, scaled.
        starts: the row of the series at which each window begins, ``(samples,)``.
    """

    inputs: np.ndarray
    targets: np.ndarray
    starts: np.ndarray


@dataclass(frozen=True, eq=False)
class Windows:
    """A series as windows; no window of one part, and no target, reaches into the other.

    Attributes:
        length: time steps of a window.
        horizon: rows from the last of a window to its target.
        split: the first row that is not for training.
        scaling: learned on the rows before ``split`` only.
        training: windows and targets that end before ``split``.
        test: windows that begin at ``split`` or later.
    """

    length: int
    horizon: int
    split: int
    scaling: Scaling
    training: Samples
    test: Samples


def windows(
    series: np.ndarray, length: int, training_share: float = 0.8, horizon: int = 1
) -> Windows:
    """Cut a series into windows, one starting at each row.

    >>> cut = windows(np.arange(10.0), length=3, training_share=0.6)
    >>> cut.training.inputs.shape, cut.training.targets.shape, cut.split
    ((3, 3, 1), (3, 1), 6)
    >>> cut.test.starts, float(cut.scaling.maximum[0])
    (array([6]), 5.0)

    Args:
        series: ``(rows, features)``, or ``(rows,)`` for one feature; finite numbers, in order.
        length: time steps of a window.
        training_share: share of the rows that is for training, in (0, 1).
        horizon: rows from the last of a window to its target.

    Raises:
        ValueError: if a size is out of range, a number is not finite, or a part is too short for
            one window and its target.
    """
    rows = np.asarray(series, dtype=np.float64)
    rows = rows[:, None] if rows.ndim == 1 else rows
    _check(rows, length, training_share, horizon)
    split = round(len(rows) * training_share)
    needed = length + horizon
    if min(split, len(rows) - split) < needed:
        raise ValueError(
            f"windows expected at least {needed} rows in each part, for one window of {length} and "
            f"its target; got {split} and {len(rows) - split}. Choose shorter windows or another "
            "training_share."
        )
    scaling = Scaling(rows[:split].min(0), rows[:split].max(0))
    scaled = scaling.scale(rows)
    training = _samples(scaled, range(split - needed + 1), length, horizon)
    test = _samples(scaled, range(split, len(rows) - needed + 1), length, horizon)
    return Windows(length, horizon, split, scaling, training, test)


def _check(rows: np.ndarray, length: int, training_share: float, horizon: int) -> None:
    if rows.ndim != 2 or not rows.shape[1]:
        raise ValueError(f"windows expected a series (rows, features); got {rows.shape}.")
    if not np.isfinite(rows).all():
        raise ValueError("windows expected finite numbers; got NaN or infinity. Fill or drop them.")
    for name, size in (("length", length), ("horizon", horizon)):
        if type(size) is not int or size < 1:
            raise ValueError(f"windows expected {name} to be a whole number from 1; got {size!r}.")
    if not 0 < training_share < 1:
        raise ValueError(
            f"windows expected training_share between 0 and 1; got {training_share!r}."
        )


def _samples(scaled: np.ndarray, starts: range, length: int, horizon: int) -> Samples:
    first = np.array(starts)
    inputs = scaled[first[:, None] + np.arange(length)]
    return Samples(inputs, scaled[first + length + horizon - 1], first)
