"""AR(1) and MA(1): series of noise that is remembered, for ever less or for one step.

Brockwell and Davis, "Time series: theory and methods" (1991), sections 3.1 and 5.2.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message
from .series_task import SeriesTask, typed
from .task import Examples, Ruler

MEAN = N_("mean")
PREDICTABLE = N_("what can be predicted of the next value")

OUTPUTS = ("next value",)
NOISE = 0.5
"""Standard deviation σ of the noise, which is new at each step and normal."""

PHI, THETA = 0.8, 0.8


@dataclass(frozen=True, eq=False)
class LinearSeries(SeriesTask):
    """Predicting the next value; the optimum is that of a long series, the noise's variance."""

    @property
    def optimum(self) -> float:
        """The variance of the noise."""
        return NOISE**2

    @abstractmethod
    def series(self, n: int, length: int, generator: torch.Generator) -> Tensor:
        """Return n series that have long been going on, ``(n, length)`` float64."""

    @abstractmethod
    def best(self, inputs: Tensor) -> np.ndarray:
        """Return the best prediction after each value, ``(n, T)`` float64."""

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return a series as a person types it."""
        return typed(self.series(1, length, generator)[0])

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n series; the target of each value is the next one."""
        series = self.series(n, length + 1, generator).float()
        return Examples(series[:, :-1], series[:, 1:], torch.ones(n, length))

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return what can be predicted after each step."""
        return {PREDICTABLE: self.best(inputs)}


class Autoregressive(LinearSeries):
    """x_t = φ x_{t−1} + ε_t: the last value tells all that can be known of the next one."""

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """The variance of the series, for who predicts its mean."""
        return (Ruler(MEAN, NOISE**2 / (1 - PHI**2), lacks=N_("the last value")),)

    def series(self, n: int, length: int, generator: torch.Generator) -> Tensor:
        """Return n series; the first value stands for all before it, with their variance."""
        noise = NOISE * torch.randn(n, length, dtype=torch.float64, generator=generator)
        noise[:, :1] /= (1 - PHI**2) ** 0.5
        steps = torch.arange(length)
        left = PHI ** (steps[:, None] - steps).clamp(min=0).double()
        return noise @ left.tril().T

    def best(self, inputs: Tensor) -> np.ndarray:
        """Return φ times the last value, ``(n, T)``."""
        return PHI * inputs.double().numpy()


class MovingAverage(LinearSeries):
    """x_t = ε_t + θ ε_{t−1}: the last noise must be found out from all values before."""

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """The variance of the series, and what is left of it if the last value is known."""
        series = 1 + THETA**2
        left = NOISE**2 * (series - THETA**2 / series)
        return (
            Ruler(MEAN, NOISE**2 * series, lacks=N_("the last value")),
            Ruler(N_("what the last value tells"), left, lacks=N_("the values before it")),
        )

    def series(self, n: int, length: int, generator: torch.Generator) -> Tensor:
        """Return n series, each made of one noise more than it has values."""
        noise = NOISE * torch.randn(n, length + 1, dtype=torch.float64, generator=generator)
        return noise[:, 1:] + THETA * noise[:, :-1]

    def best(self, inputs: Tensor) -> np.ndarray:
        """Return the best prediction after each step, ``(n, T)``, by the innovations algorithm."""
        values = inputs.double().numpy()
        predicted = np.zeros((len(values), values.shape[1] + 1))
        variance = 1 + THETA**2  # of the error, as a multiple of the noise's; it falls to 1
        for step in range(values.shape[1]):
            error = values[:, step] - predicted[:, step]
            predicted[:, step + 1] = THETA / variance * error
            variance = 1 + THETA**2 - THETA**2 / variance
        return predicted[:, 1:]


AR1 = Autoregressive(
    key="ar1",
    title=N_("Autoregressive series, AR(1)"),
    symbols=(),
    outputs=OUTPUTS,
    target="next-value",
    length=50,
    probe=(
        "0.42 0.87 0.31 -0.24 -0.71 -0.15 0.38 0.96 1.24 0.83 0.17 -0.46 -1.02 -0.58 -0.93 -0.37 "
        "0.22 0.64 0.08 -0.33"
    ),
    features=1,
)
MA1 = MovingAverage(
    key="ma1",
    title=N_("Moving average, MA(1)"),
    symbols=(),
    outputs=OUTPUTS,
    target="next-value",
    length=50,
    probe=(
        "0.35 0.82 -0.11 -0.64 0.27 0.90 0.41 -0.38 -0.95 -0.20 0.56 0.13 -0.47 0.08 0.71 0.33 "
        "-0.59 -0.76 0.19 0.44"
    ),
    features=1,
)
