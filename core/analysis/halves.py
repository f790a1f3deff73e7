"""A text in two halves: one to choose on, one to measure on."""

import numpy as np

SMALLEST = 0.4
"""A part with less than this of the tokens is no half."""


def halved(first_tokens: np.ndarray) -> np.ndarray:
    """Return which tokens are held out, ``(T,)`` bool: about the second half.

    The text is cut between the two documents that are nearest to its middle; inside a document, in
    the middle, if one part would have less than two fifths. Documents are not dealt in turn:
    neighbours are alike, and what is so by chance in one half would be so in the other.

    Args:
        first_tokens: where each document begins, and T, ``(documents + 1,)``.
    """
    total = int(first_tokens[-1])
    cut = int(first_tokens[np.abs(first_tokens - total / 2).argmin()])
    if min(cut, total - cut) < SMALLEST * total:
        cut = total // 2
    return np.arange(total) >= cut
