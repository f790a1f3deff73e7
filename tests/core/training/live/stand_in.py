"""Small tasks to train on: brackets, whose true probabilities are known, and a noisy series."""

from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
import torch
from torch import Tensor

from core.sequence_tasks.brackets import NEXT_PROBABILITIES, SYMBOLS, optimum, text


class Examples(NamedTuple):
    inputs: Tensor
    targets: Tensor
    weights: Tensor


@dataclass(frozen=True)
class Brackets:
    """Texts of brackets; each step's target is the next symbol."""

    key: str = "stand-in-brackets"
    symbols: tuple[str, ...] = SYMBOLS
    outputs: tuple[str, ...] = SYMBOLS
    target: str = "next-token"
    features: int = 0
    length: int = 20
    probe: str = "(1(2)1)0()"
    optimum: float | None = optimum()

    def at_length(self, length: int) -> Self:
        return replace(self, length=length)

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        rows = [[*map(SYMBOLS.index, text(length + 1, generator))] for _ in range(n)]
        symbols = torch.tensor(rows)
        return Examples(symbols[:, :-1], symbols[:, 1:], torch.ones(n, length))

    held_out = examples

    def probabilities(self, inputs: Tensor) -> np.ndarray | None:
        opened, closed = (inputs == SYMBOLS.index(symbol) for symbol in "()")
        return NEXT_PROBABILITIES[(opened.long() - closed.long()).cumsum(1).numpy()]


@dataclass(frozen=True)
class Series:
    """A random walk that falls back to 0: each value is 0.9 of the one before, and noise."""

    key: str = "stand-in-series"
    symbols: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("next value",)
    target: str = "next-value"
    features: int = 1
    length: int = 20
    probe: str = "0.5 0.4 0.3"
    optimum: float | None = 0.25

    def at_length(self, length: int) -> Self:
        return replace(self, length=length)

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        noise = 0.5 * torch.randn(n, length + 1, generator=generator)
        back = torch.arange(length + 1)[:, None] - torch.arange(length + 1)
        values = noise @ torch.where(back >= 0, 0.9**back, 0.0).T
        return Examples(values[:, :-1], values[:, 1:], torch.ones(n, length))

    held_out = examples

    def probabilities(self, inputs: Tensor) -> np.ndarray | None:
        return None
