"""First word vectors from the training texts alone: words that keep the same company start alike.

A matrix of how much more often two words stand near each other than chance would have it (positive
pointwise mutual information), reduced to its strongest directions (Levy and Goldberg 2014).
"""

from collections.abc import Sequence

import torch
from torch import Tensor

WINDOW = 10
"""Words on either side that count as company; nearer ones count more, as 1 / distance."""

CONTEXTS = 2_000
"""Only the most frequent words count as company: rarer ones tell little and cost much memory."""

SPREAD = 0.4
"""Standard deviation of the numbers in the vectors."""


def word_vectors(texts: Sequence[Sequence[int]], words: int, size: int) -> Tensor:
    """Return a vector for each word.

    Args:
        texts: numbers of the words of each text, frequent words having low numbers.
        words: how many numbers there are.
        size: length of a vector; at most ``CONTEXTS`` and at most ``words``.

    Returns:
        ``(words, size)``.
    """
    together = _together(texts, words)
    row, column = together.sum(1, keepdim=True), together.sum(0, keepdim=True)
    smoothed = column**0.75  # else rare words are everyone's closest company
    chance = row * smoothed / smoothed.sum()
    information = (together / chance.clamp(min=1e-9)).clamp(min=1).log()  # (words, contexts)
    strength, directions = torch.linalg.eigh(information.T @ information)
    vectors = information @ directions[:, -size:] / strength[-size:].clamp(min=1e-9) ** 0.375
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    return vectors * SPREAD / vectors.std()


def _together(texts: Sequence[Sequence[int]], words: int) -> Tensor:
    """Return how often each word stands near each frequent one, ``(words, contexts)``."""
    contexts = min(CONTEXTS, words)
    together = torch.zeros(words, contexts)
    ids = torch.tensor([number for text in texts for number in text])
    text_of = torch.repeat_interleave(torch.tensor([len(text) for text in texts]))
    for distance in range(1, WINDOW + 1):
        same_text = text_of[distance:] == text_of[:-distance]
        left, right = ids[:-distance][same_text], ids[distance:][same_text]
        for word, context in ((left, right), (right, left)):
            counted = context < contexts
            weight = torch.full((int(counted.sum()),), 1 / distance)
            place = word[counted] * contexts + context[counted]
            together.view(-1).index_add_(0, place, weight)
    return together
