"""Writing many texts of an automaton at once."""

import numpy as np
import torch

from .automaton import Automaton


def written(
    automaton: Automaton, n: int, length: int, generator: torch.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return what is written from the start on, n times; where a text ends, the next one begins.

    Args:
        automaton: what writes; of each text, what is given at its beginning is left out.
        n: how many times.
        length: symbols of each.
        generator: the source of all that is random.

    Returns:
        Numbers of symbols, ``(n, length)`` int64; and whether a text ends there, ``(n, length)``.
    """
    # Single precision: added to the number of a state, a dart below 1 stays below 1.
    darts = torch.rand(length, n, generator=generator).numpy().astype(np.float64)
    targets = _targets(automaton)
    numbers = np.empty((length, n), dtype=np.int64)
    now = np.zeros(n, dtype=np.int64)
    for place in range(length):
        numbers[place] = targets.searchsorted(darts[place] + now, side="right")
        now = automaton.edges.to[numbers[place]]
    ends = (automaton.edges.to == 0) & bool(automaton.first)
    return automaton.edges.symbols[numbers].T.copy(), ends[numbers].T.copy()


def _targets(automaton: Automaton) -> np.ndarray:
    """Return the upper end of each edge's part of the line on which state s has s to s + 1."""
    edges = automaton.edges
    upper = automaton.probabilities.cumsum(1)
    return edges.states + (upper / upper[:, -1:])[edges.states, edges.symbols]
