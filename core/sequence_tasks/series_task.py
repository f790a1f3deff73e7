"""What tasks have in common in which numbers go in and one number is predicted."""

from dataclasses import dataclass

import torch
from torch import Tensor

from ..text.tokenizers.numbers import TOGETHER, NumberTokenizer, values
from .task import SequenceTask


@dataclass(frozen=True, eq=False)
class SeriesTask(SequenceTask):
    """Predicting a number after each step of a series."""

    def encode(self, text: str) -> Tensor:
        """Return a text of numbers as ``Examples.inputs`` has it, with n = 1.

        Raises:
            ValueError: if anything is no number, or a step has not ``features`` of them.
        """
        steps = []
        for token in NumberTokenizer().tokenize(text):
            numbers = values(token.key, self.features)
            if numbers is None:
                raise ValueError(
                    f"{self.key} expected {self.features} numbers a step, such as "
                    f"{TOGETHER.join(['0.5'] * self.features)}; got {token.key!r}."
                )
            steps.append(numbers)
        series = torch.tensor(steps, dtype=torch.float32).reshape(1, -1, self.features)
        return series[..., 0] if self.features == 1 else series


def typed(steps: Tensor) -> str:
    """Return a series as a person types it, with two decimals.

    >>> typed(torch.tensor([[0.5, 1.0], [0.25, 0.0]]))
    '0.50|1.00 0.25|0.00'

    Args:
        steps: ``(T,)``, or ``(T, features)`` where several numbers are one step.
    """
    rows = steps.reshape(len(steps), -1).tolist()
    return " ".join(TOGETHER.join(f"{number:z.2f}" for number in row) for row in rows)
