"""Predicting the next symbol of texts that an automaton writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message
from .automaton import Automaton, State
from .last_symbols import given_last
from .task import Examples, Ruler, SequenceTask
from .writer import written

POSITION = N_("position in the text")

PLAIN = N_("frequencies")
ONE = N_("last symbol")
SEVERAL = N_("last {n} symbols")


def last_symbols(k: int, loss: float) -> Ruler:
    """Return the ruler of who sees the last k symbols and reaches this loss."""
    return Ruler({0: PLAIN, 1: ONE}.get(k, SEVERAL), loss, k)


@dataclass(frozen=True, eq=False)
class Partly:
    """Part of an automaton's state, and the ruler of who knows only that.

    Attributes:
        name: the ruler's name.
        lacks: what it does not know.
        known: state -> what is known of it.
    """

    name: Message
    lacks: Message
    known: Callable[[State], State]


@dataclass(frozen=True, eq=False)
class AutomatonTask(SequenceTask):
    """Predicting the next symbol of an automaton's texts.

    A row of examples is one text from its beginning, as the network starts from the zero state.
    A text that ends goes on in its last symbol, which is not scored; a longer one is cut.

    Attributes:
        rules: returns the automaton that writes the texts; called once, when it is needed.
        seen: of the rulers that see the last k symbols, those that are drawn.
        partly: the other rulers.
        hidden: what a state means, by name: state -> number.
    """

    rules: Callable[[], Automaton] = field(kw_only=True)
    seen: tuple[int, ...] = field(kw_only=True)
    partly: tuple[Partly, ...] = field(kw_only=True, default=())
    hidden: Mapping[Message, Callable[[State], float]] = field(kw_only=True, default_factory=dict)

    @cached_property
    def automaton(self) -> Automaton:
        """What writes the texts."""
        return self.rules()

    @property
    def optimum(self) -> float:
        """The entropy of the next symbol in nats, if all before it is known."""
        return self.automaton.entropy_given()

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """Those that are drawn, the worst first."""
        return self._rulers

    @cached_property
    def _rulers(self) -> tuple[Ruler, ...]:
        rulers = [self.ruler(k) for k in self.seen]
        for part in self.partly:
            loss = self.automaton.entropy_given(part.known)
            rulers.append(Ruler(part.name, loss, lacks=part.lacks))
        return tuple(sorted(rulers, key=lambda ruler: -ruler.value))

    def ruler(self, k: int) -> Ruler:
        """Return what the best predictor reaches who sees the last k symbols, by enumeration.

        Raises:
            ValueError: if k is negative.
        """
        return last_symbols(k, given_last(self.automaton, k))

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return so many characters; where texts end, one text a line, of which the last is cut."""
        numbers, ends = written(self.automaton, 1, length, generator)
        between = "\n" + self.automaton.first
        pieces = (
            self.symbols[number] + between * end
            for number, end in zip(numbers[0].tolist(), ends[0].tolist(), strict=True)
        )
        return (self.automaton.first + "".join(pieces))[:length]

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return the first steps of n new texts; the target of each symbol is the next one."""
        first = self.automaton.first
        numbers, ends = written(self.automaton, n, length + (not first), generator)
        if not first:
            stream = torch.from_numpy(numbers)
            return Examples(stream[:, :-1], stream[:, 1:], torch.ones(n, length))
        ends[:, -1] = True
        last, places = ends.argmax(1, keepdims=True), np.arange(length)
        targets = np.take_along_axis(numbers, np.minimum(places, last), 1)
        given = np.full((n, 1), self.symbols.index(first))
        inputs = np.concatenate([given, targets[:, :-1]], 1)
        weights = (places <= last).astype(np.float32)
        return Examples(*map(torch.from_numpy, (inputs, targets, weights)))

    def probabilities(self, inputs: Tensor) -> np.ndarray:
        """Return the true probability of each symbol after each step, ``(n, T, V)``.

        A symbol that is illegal where it stands counts as not read.
        """
        return self.automaton.probabilities[self.automaton.read(inputs.numpy())]

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return what each state means after each step, and the position where texts end."""
        states = self.automaton.read(inputs.numpy())
        series = {
            name: np.array([meaning(state) for state in self.automaton.states], dtype=float)[states]
            for name, meaning in self.hidden.items()
        }
        if self.automaton.first:
            series[POSITION] = np.broadcast_to(np.arange(1, states.shape[1] + 1), states.shape)
        return series
