"""Counts along the tokens that start again with each document, in one pass each."""

import numpy as np

from .tokens import Tokens


def last(tokens: Tokens, event: np.ndarray) -> np.ndarray:
    """Return where the latest event of the document was, this token included.

    Args:
        tokens: T tokens.
        event: whether it happens at each, ``(T,)`` bool.

    Returns:
        ``(T,)`` int64: an index among all tokens; -1 before the document's first event.
    """
    latest = np.maximum.accumulate(np.where(event, np.arange(len(tokens)), -1))
    return np.where(latest >= tokens.first_tokens[tokens.document], latest, -1)


def since(tokens: Tokens, event: np.ndarray) -> np.ndarray:
    """Return how many tokens ago the latest event was, ``(T,)``: 0 at it, NaN before the first."""
    latest = last(tokens, event)
    return np.where(latest >= 0, np.arange(len(tokens)) - latest, np.nan)


def count(tokens: Tokens, between: np.ndarray) -> np.ndarray:
    """Return how many tokens of a run have been read, ``(T,)``; 0 between runs.

    Args:
        tokens: T tokens.
        between: which of them are between runs, ``(T,)`` bool; a run also ends with its document.
    """
    latest = last(tokens, between)
    return np.where(latest >= 0, np.arange(len(tokens)) - latest, tokens.position)


def total(tokens: Tokens, amounts: np.ndarray) -> np.ndarray:
    """Return the sum of the document's amounts so far, this token's included, ``(T,)``."""
    sums = np.append(0, np.cumsum(amounts))
    return sums[1:] - sums[tokens.first_tokens[tokens.document]]


def depth(tokens: Tokens, steps: np.ndarray) -> np.ndarray:
    """Return how many brackets, or the like, are open after each token, ``(T,)`` int64.

    A closing bracket with nothing open changes nothing: the result is the sum of all steps, minus
    its lowest value so far where that is below 0.

    Args:
        tokens: T tokens.
        steps: how many each token opens, minus those it closes, ``(T,)`` int64.
    """
    height = total(tokens, steps)
    # Move each document so far below the previous one that its running minimum is its own.
    drop = tokens.document * (2 * int(np.abs(steps).sum()) + 1)
    lowest = np.minimum.accumulate(np.minimum(height, 0) - drop) + drop
    return height - lowest


def is_open(tokens: Tokens, toggles: np.ndarray) -> np.ndarray:
    """Return whether an odd number of toggles has been read in the document, ``(T,)`` bool."""
    return total(tokens, toggles) % 2 == 1


def following(tokens: Tokens, values: np.ndarray) -> np.ndarray:
    """Return the value at the next token, ``(T,)``; NaN at the last of a document."""
    return np.where(tokens.ends_document, np.nan, np.roll(values, -1))


def before(tokens: Tokens, values: np.ndarray) -> np.ndarray:
    """Return the value at the token before, ``(T,)``; NaN at the first of a document."""
    return np.where(tokens.begins, np.nan, np.roll(values, 1))
