"""What a task must offer to be learned live; those of ``core.sequence_tasks`` do."""

from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from ...text import Vocabulary
from ..batches import Batch


class Source(Protocol):
    """Endless texts or series to learn from, and held-out ones."""

    @property
    def key(self) -> str:
        """Its name: two tasks of equal keys make equal examples.

        That of a text of one's own has a digest of the text in it.
        """
        ...

    @property
    def symbols(self) -> tuple[str, ...]:
        """What a text consists of, one character each; empty where numbers go in."""
        ...

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of what is predicted after each step."""
        ...

    @property
    def target(self) -> Any:
        """What that is, in the words of ``ModelCard.target``."""
        ...

    @property
    def features(self) -> int:
        """Numbers that go in at each step; 0 or 1 where symbols do."""
        ...

    @property
    def length(self) -> int:
        """Time steps of a text that suit it."""
        ...

    @property
    def probe(self) -> str:
        """A text to watch a network on."""
        ...

    @property
    def optimum(self) -> float | None:
        """The least possible loss, in nats or as a mean squared error; ``None`` if unknown."""
        ...

    def at_length(self, length: int) -> "Source":
        """Return it with the optimum of texts of so many steps."""
        ...

    def examples(self, n: int, length: int, generator: torch.Generator) -> Any:
        """Return n newly made texts: ``inputs``, ``targets`` and ``weights``, each ``(n, T)``.

        Inputs are numbers of symbols, or values; targets are numbers of outputs, or values.
        """
        ...

    def held_out(self, n: int, length: int, generator: torch.Generator) -> Any:
        """Return n texts that nobody learns from, as ``examples`` does."""
        ...

    def probabilities(self, inputs: Tensor) -> np.ndarray | None:
        """Return the true probabilities after each step, ``(n, T, n_outputs)``, if known."""
        ...


def as_batch(source: Source, examples: Any) -> Batch:
    """Return examples as a batch: numbers of symbols become codes of a vocabulary of them."""
    first = Vocabulary.UNKNOWN + 1
    codes = examples.inputs + first if source.symbols else examples.inputs
    return Batch(codes, examples.targets, examples.weights)


def check(source: Source) -> None:
    """Raise ``ValueError`` unless our networks can read and predict what a task has."""
    if source.features > 1:
        raise ValueError(
            f"A live training expected one number at each step; {source.key} has "
            f"{source.features}. Choose a task of one series, or of symbols."
        )
    long = [symbol for symbol in source.symbols if len(symbol) != 1]
    if long:
        raise ValueError(
            f"A live training expected symbols of one character; got {long[:3]} in {source.key}. "
            "Write each symbol as one character."
        )
    kinds = ("next-value",) if not source.symbols else ("next-token", "token-class")
    if source.target not in kinds:
        raise ValueError(
            f"A live training expected {' or '.join(kinds)} of {source.key}; got {source.target!r}."
        )


def source_of(task: str | Source) -> Source:
    """Return a task itself.

    Raises:
        ValueError: if there is no task of this key.
    """
    if isinstance(task, str):
        raise ValueError(f"There is no task {task!r}.")
    return task
