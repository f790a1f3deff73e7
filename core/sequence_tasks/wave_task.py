"""Predicting the next value of the wave."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message
from .linear_series import OUTPUTS, PREDICTABLE
from .series_task import SeriesTask
from .task import Examples, Ruler
from .wave import NOISE, SEQ_LENGTH, as_text, best_predictions, last_value_loss, windows

LAST_VALUE = N_("last value")


class Wave(SeriesTask):
    """A row of examples is a window; the optimum is that of who has seen enough of the series."""

    @property
    def optimum(self) -> float:
        """The variance of the noise."""
        return NOISE**2

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """The error of who predicts the last value again."""
        return (Ruler(LAST_VALUE, last_value_loss(), lacks=N_("trend and cycles")),)

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return a window as a person types it."""
        return as_text(windows(1, generator, length - 1)[0])

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n windows; the target of each value is the next one."""
        values = windows(n, generator, length).float()
        return Examples(values[:, :-1], values[:, 1:], torch.ones(n, length))

    def best(self, inputs: Tensor) -> np.ndarray:
        """Return the best prediction after each value, ``(n, T)``; takes 10 ms a window."""
        return best_predictions(inputs.double()).numpy()

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return what can be predicted after each step."""
        return {PREDICTABLE: self.best(inputs)}


TASK = Wave(
    key="wave",
    title=N_("A wave of numbers"),
    symbols=(),
    outputs=OUTPUTS,
    target="next-value",
    length=SEQ_LENGTH,
    probe=(
        "0.54 0.27 -0.04 -0.13 0.11 0.35 0.28 -0.03 -0.52 -0.47 -0.61 -0.30 -0.05 -0.16 -0.27 "
        "-0.46 -0.47 -0.61 -0.08 0.14 0.36 0.31 0.21 0.22 0.36 0.57 0.74 0.88 0.62 0.29 0.23 0.24 "
        "0.44 0.49 0.55 0.09 -0.25 -0.29 -0.49 -0.11"
    ),
    features=1,
)
