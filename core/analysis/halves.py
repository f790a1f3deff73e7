"""A text in two halves: one to choose on, one to measure on."""

import numpy as np

SMALLEST = 0.4
"""A half with less than this part of the tokens is none."""


def halved(first_tokens: np.ndarray) -> np.ndarray:
    """Return which tokens are held out, ``(T,)`` bool: about a half.

    Documents are dealt in order, each to the half that has fewer tokens so far, so that both have
    some of everything. If they are too few or too unequal for that, the text is cut in the middle.

    Args:
        first_tokens: where each document begins, and T, ``(documents + 1,)``.
    """
    lengths = np.diff(first_tokens)
    total, sizes, dealt = int(first_tokens[-1]), [0, 0], []
    for length in lengths.tolist():
        dealt.append(sizes[1] < sizes[0])
        sizes[dealt[-1]] += length
    if min(sizes) < SMALLEST * total:
        return np.arange(total) >= total // 2
    return np.repeat(np.array(dealt, bool), lengths)
