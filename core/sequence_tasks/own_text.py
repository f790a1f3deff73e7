"""A text of one's own as a task: its rulers are measured, and nobody knows its optimum."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message, Notice
from ..text.decoding import TextError
from .automaton_task import last_symbols
from .ngrams import held_out_losses
from .task import Examples, Ruler, SequenceTask

HELD_OUT = 0.1
"""Share of the text, its end, that nobody learns from."""

LONGEST = 4
"""The most last symbols that a ruler sees."""

LEAST, MOST_SYMBOLS = 1_000, 2_000
"""Characters that a text must have at least, and different ones that it may have."""

LENGTH, PROBE_LENGTH = 50, 60


@dataclass(frozen=True, eq=False)
class OwnText(SequenceTask):
    """Predicting the next character of a text, of which the end is held out.

    Attributes:
        codes: the whole text as numbers of symbols, ``(N,)`` int64.
        start: where the end begins that is held out.
    """

    codes: Tensor = field(kw_only=True)
    start: int = field(kw_only=True)

    @property
    def optimum(self) -> float:
        """Nobody knows it."""
        return math.nan

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """The frequencies, and the last 1 to 4 symbols as long as each one more is a gain."""
        rulers = [last_symbols(k, loss) for k, loss in enumerate(self._losses)]
        gains = [k for k in range(1, LONGEST + 1) if self._losses[k] < min(self._losses[:k])]
        return (rulers[0], *(rulers[k] for k in gains))

    @cached_property
    def _losses(self) -> list[float]:
        return held_out_losses(self.codes.numpy(), self.start, len(self.symbols), LONGEST)

    def ruler(self, k: int) -> Ruler:
        """Return what smoothed counts of the last k symbols reach on the end of the text.

        Raises:
            ValueError: if k is negative, or so many symbols do not fit into the text.
        """
        if not 0 <= k < self.start:
            raise ValueError(f"ruler expected from 0 to {self.start - 1} symbols; got {k}.")
        losses = held_out_losses(self.codes.numpy(), self.start, len(self.symbols), k)
        return last_symbols(k, losses[k])

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return an excerpt of what is learned from."""
        codes = self.examples(1, length, generator).inputs[0]
        return "".join(self.symbols[code] for code in codes.tolist())

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n excerpts of what is learned from; the target of each symbol is the next one.

        Raises:
            ValueError: if they are longer than that is.
        """
        return _cut(self.codes[: self.start], n, length, generator)

    def held_out(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n excerpts of the end; scored only once as much is known as any ruler sees."""
        drawn = _cut(self.codes[self.start :], n, length, generator)
        drawn.weights[:, : LONGEST - 1] = 0
        return drawn

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return nothing: what is worth following in a text of one's own, nobody knows here."""
        return {}


def own_text(text: str) -> OwnText:
    """Return a text as a task; its key names the text, too.

    Args:
        text: at least 1,000 characters, of at most 2,000 different ones.

    Raises:
        TextError: if it is shorter, or has more.
    """
    symbols = tuple(sorted(set(text)))
    if len(text) < LEAST:
        message = N_("Characters of the text: {found}. Give one that has at least {least}.")
        raise TextError(Notice(message, {"found": len(text), "least": LEAST}))
    if len(symbols) > MOST_SYMBOLS:
        message = N_("Different characters in the text: {found}. At most {most} can be learned.")
        raise TextError(Notice(message, {"found": len(symbols), "most": MOST_SYMBOLS}))
    start = len(text) - round(HELD_OUT * len(text))
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    return OwnText(
        key=f"own-text-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}",
        title=N_("A text of your own"),
        symbols=symbols,
        outputs=symbols,
        target="next-token",
        length=LENGTH,
        probe=text[start : start + PROBE_LENGTH],
        codes=torch.tensor([numbers[symbol] for symbol in text]),
        start=start,
    )


def _cut(codes: Tensor, n: int, length: int, generator: torch.Generator) -> Examples:
    """Return n excerpts of so many symbols each, from anywhere in a text."""
    if length >= len(codes):
        raise ValueError(f"own-text expected fewer than {len(codes)} symbols a row; got {length}.")
    starts = torch.randint(len(codes) - length, (n, 1), generator=generator)
    cut = codes[starts + torch.arange(length + 1)]
    return Examples(cut[:, :-1], cut[:, 1:], torch.ones(n, length))
