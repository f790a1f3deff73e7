"""What the next symbol costs a predictor who sees the last few symbols only: exact enumeration."""

import numpy as np

from .automaton import Automaton, entropy

SAME = 12
"""Decimals to which two beliefs must agree, to count as one."""


def given_last(automaton: Automaton, k: int) -> float:
    """Return the entropy of the next symbol in nats, given the last k of its text.

    The text is in its long run, or one of many that end. Of these, nothing is seen before their
    beginning; the symbol that is given there is not to be predicted, but seen.

    A context is a belief: how likely each state is once these symbols were read. Contexts of
    equal beliefs cost the same, so they go on as one; that keeps their number small.

    Args:
        automaton: what writes the texts.
        k: symbols that are seen, at least 0; with 0 only their frequencies are known.

    Raises:
        ValueError: if k is negative.
    """
    if k < 0:
        raise ValueError(f"given_last expected at least 0 symbols; got {k}.")
    beliefs, young = automaton.share[None], 0.0
    # A text that is younger than k symbols is known from its beginning.
    begun = np.eye(1, len(automaton.states)) * automaton.share[0]
    for step in range(k):
        contexts = automaton.stepped(beliefs)
        if automaton.first and step == 0:
            contexts[:, automaton.symbols.index(automaton.first)] += begun
        elif automaton.first:
            young += entropy(begun.T * automaton.probabilities)
            begun = automaton.stepped(begun).sum(1)
        beliefs = _merged(contexts.reshape(-1, len(automaton.states)))
    return young + entropy(beliefs @ automaton.probabilities)


def _merged(beliefs: np.ndarray) -> np.ndarray:
    """Return beliefs of which those that differ in nothing but their weight are added up."""
    weights = beliefs.sum(1)
    beliefs, weights = beliefs[weights > 0], weights[weights > 0, None]
    numbers: dict[bytes, int] = {}
    rounded = (beliefs / weights).round(SAME)
    which = [numbers.setdefault(row.tobytes(), len(numbers)) for row in rounded]
    merged = np.zeros((len(numbers), beliefs.shape[1]))
    np.add.at(merged, which, beliefs)
    return merged
