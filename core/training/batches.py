"""Batches of a training and their three sources."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from ..text import Vocabulary
from ..text.padding import padded

SORTED_TOGETHER = 50
"""Number of batches cut from examples that were sorted by length, so that little is padding."""

STARTS = 0.1
"""Share of a stream's rows that restart at each step, because texts on screen have a start too."""


class Batch(NamedTuple):
    """Some texts of at most T tokens.

    Attributes:
        codes: the inputs, ``(batch, T)``.
        targets: the right output after each token, ``(batch, T)``: its number, or a value.
        weights: how much each of them counts, ``(batch, T)``; 0 after the end.
        goes_on: the rows that continue where those of the batch before ended, ``(batch,)``; the
            others, and all where this is ``None``, start from the zero state.
    """

    codes: Tensor
    targets: Tensor
    weights: Tensor
    goes_on: Tensor | None = None


class Batches(Protocol):
    """The source of a training's batches, epoch by epoch."""

    def steps(self, batch_size: int) -> int:
        """Return the number of batches in an epoch."""
        ...

    def draw(self, batch_size: int, generator: torch.Generator) -> Iterator[Batch]:
        """Yield the batches of one epoch; all that is random comes from the generator."""
        ...


class Example(NamedTuple):
    """One text: T codes, the right output after each, and how much each of them counts."""

    codes: Sequence[float]
    targets: Sequence[float]
    weights: Sequence[float]


class Examples:
    """Separate texts: each once an epoch, in a new order, those of about the same length together.

    Args:
        examples: the texts.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples

    def steps(self, batch_size: int) -> int:
        """Return the number of batches in an epoch."""
        return math.ceil(len(self.examples) / batch_size)

    def draw(self, batch_size: int, generator: torch.Generator) -> Iterator[Batch]:
        """Yield every example once."""
        order = torch.randperm(len(self.examples), generator=generator).tolist()
        batches = []
        for start in range(0, len(order), SORTED_TOGETHER * batch_size):
            together = order[start : start + SORTED_TOGETHER * batch_size]
            together.sort(key=lambda index: len(self.examples[index].codes))
            cuts = range(0, len(together), batch_size)
            batches += [together[cut : cut + batch_size] for cut in cuts]
        for index in torch.randperm(len(batches), generator=generator).tolist():
            rows = [self.examples[number] for number in batches[index]]
            yield Batch(*(padded(column) for column in zip(*rows, strict=True)))


class Beginnings:
    """Texts of which often only the beginning is read, so that an opinion on it is learned, too.

    This is for networks that give one opinion on a text. The others learn from every beginning
    anyway; in expectation, this weighs them alike: a longer one counts more.

    Args:
        whole: the texts; 0 is their padding.
        share: how often a text is cut, in 0..1.
    """

    def __init__(self, whole: Batches, share: float) -> None:
        self.whole, self.share = whole, share

    def steps(self, batch_size: int) -> int:
        """Return the number of batches in an epoch."""
        return self.whole.steps(batch_size)

    def draw(self, batch_size: int, generator: torch.Generator) -> Iterator[Batch]:
        """Yield every text once, whole or cut after any of its tokens."""
        for batch in self.whole.draw(batch_size, generator):
            codes, rows = batch.codes, len(batch.codes)
            lengths = (codes != Vocabulary.PADDING).sum(1)
            rising = torch.rand(rows, generator=generator).sqrt()  # its density rises from 0
            cut = (lengths * rising).ceil().clamp(min=1)
            is_cut = torch.rand(rows, generator=generator) < self.share
            ends = torch.where(is_cut, cut, lengths)
            beyond = torch.arange(codes.shape[1]) >= ends[:, None]
            yield batch._replace(codes=codes.masked_fill(beyond, Vocabulary.PADDING))


class Stream:
    """One long text, read from several places at once: ``length`` tokens a step for each row.

    The rows pass their states on from step to step, but gradients end at the step's first token
    (truncated backpropagation through time).

    Args:
        codes: the whole text, ``(N,)``.
        targets: the right output after each token, ``(N,)``.
        weights: how much each of them counts, ``(N,)``.
        length: tokens of each row in a step.
    """

    def __init__(self, codes: Tensor, targets: Tensor, weights: Tensor, length: int) -> None:
        self.columns, self.length = (codes, targets, weights), length

    def steps(self, batch_size: int) -> int:
        """Return the number of batches in an epoch: no row reads beyond its part of the text.

        Raises:
            ValueError: if the text is too short for a single one, wherever it is cut.
        """
        tokens, needed = len(self.columns[0]), 2 * batch_size * self.length
        if tokens < needed:
            raise ValueError(
                f"Stream expected at least {needed} tokens, twice {batch_size} rows of "
                f"{self.length}; got {tokens}. Give it a longer text or fewer rows."
            )
        return tokens // batch_size // self.length - 1

    def draw(self, batch_size: int, generator: torch.Generator) -> Iterator[Batch]:
        """Yield the text once, cut at other places than in the epoch before."""
        row = len(self.columns[0]) // batch_size
        shift = int(torch.randint(self.length, (1,), generator=generator))
        rows = [column[: row * batch_size].view(batch_size, row) for column in self.columns]
        goes_on = torch.zeros(batch_size, dtype=torch.bool)
        for step in range(self.steps(batch_size)):
            cut = slice(shift + step * self.length, shift + (step + 1) * self.length)
            yield Batch(*(column[:, cut] for column in rows), goes_on=goes_on)
            goes_on = torch.rand(batch_size, generator=generator) >= STARTS


class Fresh:
    """Texts that are newly made for every step.

    Args:
        make: number of texts and a generator -> a batch.
        steps: batches that count as an epoch.
    """

    def __init__(self, make: Callable[[int, torch.Generator], Batch], steps: int) -> None:
        self._make, self._steps = make, steps

    def steps(self, batch_size: int) -> int:
        """Return the number of batches in an epoch."""
        return self._steps

    def draw(self, batch_size: int, generator: torch.Generator) -> Iterator[Batch]:
        """Yield new batches."""
        for _ in range(self._steps):
            yield self._make(batch_size, generator)
