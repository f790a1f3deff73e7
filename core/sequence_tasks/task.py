"""What every task made up by rule offers to whoever trains a network on it or judges one."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message

Target = Literal["next-token", "token-class", "next-value"]

FURTHER_BACK = N_("what stands further back")


class Ruler(NamedTuple):
    """The loss of the best predictor that knows or remembers only so much.

    Attributes:
        name: what it knows, to be translated; may contain ``{n}``.
        value: its loss, in nats a symbol or as a mean squared error.
        n: the number in its name.
        lacks: what it would have to know besides.
    """

    name: Message
    value: float
    n: int = 0
    lacks: Message = FURTHER_BACK


class Examples(NamedTuple):
    """Texts or series of T steps to learn from.

    Attributes:
        inputs: int64 numbers of symbols, ``(n, T)``; or float32 values, ``(n, T)`` or, where
            several go in at once, ``(n, T, features)``.
        targets: int64 numbers of outputs, or float32 values, ``(n, T)``.
        weights: 1 where the target is scored, 0 where it is not, ``(n, T)`` float32.
    """

    inputs: Tensor
    targets: Tensor
    weights: Tensor


@dataclass(frozen=True, eq=False)
class SequenceTask(ABC):
    """A task with a loss that nobody can beat, and rulers: losses of those who know less.

    Attributes:
        key: its name in code and links.
        title: its name on screen.
        symbols: what a text consists of, one character each; empty where numbers go in.
        outputs: what is predicted after each step; one name where that is a number.
        target: what that is, in the words of ``ModelCard.target``.
        length: steps of a training text that suit it.
        probe: a text to watch a network on; numbers as a person types them.
        features: numbers that go in at each step; 0 where symbols do.
    """

    key: str
    title: Message
    symbols: tuple[str, ...]
    outputs: tuple[str, ...]
    target: Target
    length: int
    probe: str
    features: int = 0

    @property
    @abstractmethod
    def optimum(self) -> float:
        """The least possible loss, in nats a symbol or as a mean squared error; NaN if unknown."""

    @property
    @abstractmethod
    def rulers(self) -> tuple[Ruler, ...]:
        """Losses of those who know less, the worst first."""

    @abstractmethod
    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return a text of so many steps as a network reads it; numbers as a person types them."""

    @abstractmethod
    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n newly made texts of so many steps, with their targets."""

    @abstractmethod
    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return what a unit may come to follow, by name: a number after each step, ``(n, T)``."""

    def held_out(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return examples that nobody learned from; where all are newly made, any are."""
        return self.examples(n, length, generator)

    def ruler(self, k: int) -> Ruler:
        """Return what the best predictor reaches who sees the last k symbols.

        Raises:
            ValueError: if k is negative, or no symbol of a text is predicted.
        """
        raise ValueError(
            f"ruler expected a task that predicts the next symbol; got {self.key} and k = {k}. "
            "Take one of its rulers by name."
        )

    def probabilities(self, inputs: Tensor) -> np.ndarray | None:
        """Return the true probability of each output after each step, ``(n, T, outputs)``.

        Args:
            inputs: as in ``Examples``; each row is read from the beginning of a text.

        Returns:
            ``None`` where numbers are predicted, or nobody knows the probabilities.
        """
        return None

    def best(self, inputs: Tensor) -> np.ndarray | None:
        """Return the best prediction of the target after each step, ``(n, T)`` float64.

        Returns:
            ``None`` where symbols are predicted, or nobody knows it.
        """
        return None

    def at_length(self, length: int) -> "SequenceTask":
        """Return this task with the optimum and the rulers of texts of so many steps."""
        return self

    def encode(self, text: str) -> Tensor:
        """Return a text as ``Examples.inputs`` has it, with n = 1.

        Raises:
            ValueError: if the text contains anything that is no symbol of the task.
        """
        unknown = sorted(set(text) - set(self.symbols))
        if unknown:
            raise ValueError(
                f"{self.key} expected symbols from {''.join(self.symbols)!r}; got {unknown}."
            )
        return torch.tensor([[self.symbols.index(symbol) for symbol in text]], dtype=torch.int64)
