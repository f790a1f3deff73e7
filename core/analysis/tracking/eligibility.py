"""Whether a feature occurs often enough in both halves of a text to be measured."""

import numpy as np

from ...notation import N_, Message
from .chance_level import FEWEST, whole_steps

MIN_CASES = 20
"""Tokens in each half whose value must differ from the commonest: of yes and no, the rarer one."""

MOST = 100_000
"""The most tokens of each half that are used: of more, every n-th one."""

TOO_SHORT = N_("The text is too short to measure this.")
TOO_FEW = N_("This applies to too few tokens in one half of the text.")
NOWHERE = N_("This does not apply to any token of the text.")
CONSTANT = N_("This never changes in one half of the text.")
TOO_RARE = N_("This occurs, or is absent, too rarely in one half of the text.")


def tokens_to_measure(column: np.ndarray, held_out: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the tokens of the first and of the held-out half on which a feature is measured.

    They are those to which it applies; if there are very many, every n-th one: neighbours are alike
    and add little. A few at the end of the held-out half may be left out.

    Args:
        column: the feature at T tokens, ``(T,)``; NaN where it does not apply.
        held_out: which tokens are held out, ``(T,)``.
    """
    applies = ~np.isnan(column)
    first, second = (np.flatnonzero(applies & half) for half in (~held_out, held_out))
    first, second = (tokens[:: -(-len(tokens) // MOST) or 1] for tokens in (first, second))
    return first, second[: whole_steps(len(second))]


def reason(column: np.ndarray, halves: tuple[np.ndarray, np.ndarray]) -> Message | None:
    """Return why a feature cannot be measured on these tokens of two halves; ``None`` if it can."""
    if np.isnan(column).all():
        return TOO_SHORT if len(column) < 2 * FEWEST else NOWHERE
    if min(map(len, halves)) < FEWEST:
        return TOO_SHORT if len(column) < 2 * FEWEST else TOO_FEW
    cases = [_cases(column[tokens]) for tokens in halves]
    if min(cases) == 0:
        return CONSTANT
    return TOO_RARE if min(cases) < MIN_CASES else None


def _cases(values: np.ndarray) -> int:
    """Return how many values differ from the commonest one; of yes and no, the rarer ones."""
    return len(values) - int(np.unique(values, return_counts=True)[1].max())


SMALLEST = 0.4
"""The least share of the tokens for a part to count as a half."""


def held_out_half(first_tokens: np.ndarray) -> np.ndarray:
    """Return which tokens are held out, ``(T,)`` bool: about the second half.

    The text is cut at the border of documents that is nearest to its middle, or at the middle
    itself, inside a document, if one part would otherwise have less than two fifths. Documents do
    not alternate between the halves: neighbours are alike, and a coincidence in one half would
    recur in the other.

    Args:
        first_tokens: where each document begins, and T, ``(documents + 1,)``.
    """
    total = int(first_tokens[-1])
    cut = int(first_tokens[np.abs(first_tokens - total / 2).argmin()])
    if min(cut, total - cut) < SMALLEST * total:
        cut = total // 2
    return np.arange(total) >= cut
