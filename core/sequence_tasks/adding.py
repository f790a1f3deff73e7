"""Adding: of a series of numbers, two are marked; at the end, their sum is asked for.

Hochreiter and Schmidhuber (1997) in the form of Le, Jaitly and Hinton (2015): the numbers are
uniform between 0 and 1, and one mark is in each half.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message
from .series_task import SeriesTask, typed
from .task import Examples, Ruler

MARKS = N_("marks so far")
SUM = N_("sum so far")

VARIANCE = 1 / 12
"""Of a number that is uniform between 0 and 1."""


class Adding(SeriesTask):
    """Each step has a number and 1 or 0, its mark; only the last step is scored."""

    @property
    def optimum(self) -> float:
        """Who remembers both numbers knows the sum."""
        return 0.0

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """Variances of what is not known: both numbers, or one of them."""
        return (
            Ruler(N_("the constant 1"), 2 * VARIANCE, lacks=N_("the marked numbers")),
            Ruler(N_("one of the two known"), VARIANCE, lacks=N_("the other number")),
        )

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return one series of so many steps, such as ``0.53|1.00 0.08|0.00``."""
        return typed(self.examples(1, length, generator).inputs[0])

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n series of at least two steps; the target is the sum so far.

        Raises:
            ValueError: if there are fewer steps.
        """
        if length < 2:
            raise ValueError(f"adding expected at least 2 steps, for two marks; got {length}.")
        half = length // 2
        numbers = torch.rand(n, length, generator=generator)
        marks = torch.zeros(n, length)
        marks.scatter_(1, torch.randint(half, (n, 1), generator=generator), 1.0)
        marks.scatter_(1, torch.randint(half, length, (n, 1), generator=generator), 1.0)
        weights = torch.zeros(n, length)
        weights[:, -1] = 1.0
        inputs = torch.stack([numbers, marks], -1)
        return Examples(inputs, inputs.prod(-1).cumsum(1), weights)

    def best(self, inputs: Tensor) -> np.ndarray:
        """Return the best guess of the sum at the end: ½ for each number that is still to come."""
        marked, so_far = self.follows(inputs).values()
        return so_far + (2 - marked) / 2

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return the marks and the sum of the marked numbers so far."""
        numbers, marks = inputs.double().unbind(-1)
        return {MARKS: marks.cumsum(1).numpy(), SUM: (numbers * marks).cumsum(1).numpy()}


TASK = Adding(
    key="adding",
    title=N_("Adding"),
    symbols=(),
    outputs=("sum",),
    target="next-value",
    length=20,
    probe=(
        "0.31|0 0.74|0 0.62|1 0.09|0 0.88|0 0.45|0 0.17|0 0.53|0 0.96|0 0.20|0 "
        "0.67|0 0.05|0 0.82|0 0.38|0 0.71|0 0.29|1 0.50|0 0.93|0 0.14|0 0.60|0"
    ),
    features=2,
)
