"""Texts made up by a rule with finitely many states, and what each symbol must cost at least."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

State = Any
"""Whatever names a state; it must be hashable."""

NEGLIGIBLE = 1e-15
"""Probabilities below it are left out of what would go on for ever."""


class Edges(NamedTuple):
    """What can happen, E of it: in which state which symbol, where it leads, how likely: ``(E,)``.

    Attributes:
        states: numbers of the states before.
        symbols: numbers of the symbols.
        to: numbers of the states after.
        probabilities: of the symbol in the state before.
    """

    states: np.ndarray
    symbols: np.ndarray
    to: np.ndarray
    probabilities: np.ndarray

    def going_on(self) -> "Edges":
        """Return those that do not lead to the start."""
        return Edges(*(column[self.to != 0] for column in self))


@dataclass(frozen=True, eq=False)
class Automaton:
    """A probabilistic automaton of S states and V symbols: a symbol decides the state after it.

    Attributes:
        symbols: what it writes, one character each.
        states: their names, the start first.
        probabilities: of each symbol in each state, ``(S, V)`` in 0..1.
        after: the state after each symbol, ``(S, V)``; a symbol that is illegal changes nothing.
        first: what every text begins with, given before the start; whatever leads back to the
            start ends the text. Empty where a text never ends.
    """

    symbols: tuple[str, ...]
    states: tuple[State, ...]
    probabilities: np.ndarray
    after: np.ndarray
    first: str = ""

    @cached_property
    def edges(self) -> Edges:
        """Everything that can happen, state by state."""
        states, symbols = self.probabilities.nonzero()
        probabilities = self.probabilities[states, symbols]
        return Edges(states, symbols, self.after[states, symbols], probabilities)

    @cached_property
    def share(self) -> np.ndarray:
        """The share of symbols that are written in each state, in the long run, ``(S,)``.

        Where texts end, it is the expected number of visits in a text by its expected length.
        """
        if not self.first:
            chain = np.zeros((len(self.states), len(self.states)))  # (from, to)
            np.add.at(chain, (np.arange(len(chain))[:, None], self.after), self.probabilities)
            # share @ chain = share, and the shares add up to 1
            equations = np.vstack([chain.T - np.eye(len(chain)), np.ones(len(chain))])
            return np.linalg.lstsq(equations, np.eye(len(chain) + 1)[-1])[0]
        visits, now = np.zeros(len(self.states)), np.eye(1, len(self.states))[0]
        while now.sum() > NEGLIGIBLE:
            visits += now
            now = self.stepped(now[None]).sum((0, 1))
        return visits / visits.sum()

    def stepped(self, weights: np.ndarray) -> np.ndarray:
        """Return where each symbol leads that does not end the text.

        Args:
            weights: how likely each state is, times anything, ``(n, S)``.

        Returns:
            ``(n, V, S)``; their sum is that of the weights, but for what has ended.
        """
        edges = self.edges.going_on() if self.first else self.edges
        parts = weights[:, edges.states] * edges.probabilities
        shape = (len(weights), len(self.symbols), len(self.states))
        rows = np.arange(len(weights))[:, None]
        places = np.ravel_multi_index((rows, edges.symbols, edges.to), shape)
        return np.bincount(places.ravel(), parts.ravel(), int(np.prod(shape))).reshape(shape)

    def read(self, symbols: np.ndarray) -> np.ndarray:
        """Return the state after each symbol of texts, ``(n, T)``.

        Args:
            symbols: their numbers, ``(n, T)``, from the beginning of each text.
        """
        states = np.empty(symbols.shape, dtype=np.int64)
        now = np.zeros(len(symbols), dtype=np.int64)
        for place, column in enumerate(symbols.T):
            if place or not self.first:  # what is given leads to the start
                now = self.after[now, column]
            states[:, place] = now
        return states

    def entropy_given(self, what: Callable[[State], Hashable] = lambda state: state) -> float:
        """Return the entropy of the next symbol in nats, if only so much of the state is known.

        Args:
            what: state -> what is known of it; by default all, which gives the optimum.
        """
        known = [what(state) for state in self.states]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(known))}
        together = np.zeros((len(numbers), len(self.symbols)))
        joint = self.share[:, None] * self.probabilities
        np.add.at(together, [numbers[name] for name in known], joint)
        return entropy(together)


def entropy(joint: np.ndarray) -> float:
    """Return the conditional entropy of a symbol, in nats.

    >>> round(entropy(np.array([[0.25, 0.25], [0.5, 0.0]])), 5)
    0.34657

    Args:
        joint: probability of each context and symbol, ``(contexts, V)``.
    """
    contexts = joint.sum(1, keepdims=True)
    ratio = np.divide(joint, contexts, out=np.ones_like(joint), where=joint > 0)
    return float(0.0 - (joint * np.log(ratio)).sum())  # never −0
