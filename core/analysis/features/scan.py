"""Counts along the tokens that begin anew with each document, in one pass each."""

import numpy as np

from core.analysis.features.tokens import Tokens


def last(tokens: Tokens, event: np.ndarray) -> np.ndarray:
    """Return where the latest event of the document was, this token included.

    Args:
        tokens: T tokens.
        event: whether it happens at each, ``(T,)``.

    Returns:
        ``(T,)`` int64: a place among all tokens; -1 before the document's first event.
    """
    latest = np.maximum.accumulate(np.where(event, np.arange(len(tokens)), -1))
    return np.where(latest >= tokens.first_tokens[tokens.document], latest, -1)


def since(tokens: Tokens, event: np.ndarray) -> np.ndarray:
    """Return the tokens since the latest event, ``(T,)`` float32: 0 at it, NaN before the first."""
    latest = last(tokens, event)
    counts = np.arange(len(tokens), dtype=np.float32) - latest
    return np.where(latest >= 0, counts, np.nan).astype(np.float32)


def count_from(tokens: Tokens, event: np.ndarray) -> np.ndarray:
    """Return the tokens since the latest event, or since the document began, ``(T,)`` float32.

    0 at the event; before the first one, the document's first token has 1.
    """
    counts = since(tokens, event)
    return np.where(np.isnan(counts), tokens.position, counts).astype(np.float32)


def depth(tokens: Tokens, opens: np.ndarray, closes: np.ndarray) -> np.ndarray:
    """Return how many are open after each token, ``(T,)`` float32.

    What closes where nothing is open changes nothing: the sum of all steps, less its lowest value
    so far where that is below 0.
    """
    steps = np.cumsum(opens.astype(np.int64) - closes)
    before = np.append(0, steps)[tokens.first_tokens[tokens.document]]
    height = steps - before
    # Each document lies so far below the one before that its lowest value is its own.
    drop = tokens.document * (2 * len(tokens) + 1)
    lowest = np.minimum.accumulate(np.minimum(height, 0) - drop) + drop
    return (height - lowest).astype(np.float32)


def held(tokens: Tokens, event: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return what a value was at the latest event, ``(T,)`` float32; NaN before the first."""
    latest = last(tokens, event)
    return np.where(latest >= 0, values[latest], np.nan).astype(np.float32)


def is_open(tokens: Tokens, toggles: np.ndarray) -> np.ndarray:
    """Return whether an odd number of toggles has come in the document, ``(T,)`` bool."""
    total = np.cumsum(toggles)
    before = np.append(0, total)[tokens.first_tokens[tokens.document]]
    return (total - before) % 2 == 1


def following(tokens: Tokens, holds: np.ndarray) -> np.ndarray:
    """Return what holds of the next token, ``(T,)`` float32; NaN at the last of a document."""
    ahead = np.append(holds[1:], False)[: len(tokens)]
    return np.where(tokens.ends_document, np.nan, ahead).astype(np.float32)
