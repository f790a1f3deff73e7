"""Correlation of each unit with itself some tokens later, from sums over a corpus."""

import math

import numpy as np
import torch

from .spectra import LAGS, CrossSpectra, PowerSpectra

MIN_PAIRS = 50
"""A lag with fewer pairs of tokens says nothing."""

MIN_LENGTHS = 100
"""A corpus of fewer correlation lengths than this makes them look shorter than they are."""

FALLEN = 1 / math.e
"""The correlation length is the distance at which the correlation is below this."""

STILL = 1e-12
"""A variance of less than this part of the squared mean is rounding: the unit does not change."""


class AutocorrelationSums:
    """Sums of products of each unit with itself, some tokens later in the same document.

    It takes in blocks of a corpus one after the other. All pairs of tokens of one document that lie
    fewer than 512 tokens apart count, also where a block ends between them, so the blocks make no
    difference but of rounding. Each lag is divided by the number of its own pairs.

    Args:
        hidden_size: number of units.
    """

    def __init__(self, hidden_size: int) -> None:
        self._hidden_size = hidden_size
        self._within, self._across = PowerSpectra(hidden_size), CrossSpectra(hidden_size)
        self._pairs = np.zeros(LAGS, np.int64)
        self._heads = torch.zeros(LAGS, hidden_size, dtype=torch.float64)
        self._tails = torch.zeros(LAGS, hidden_size, dtype=torch.float64)
        self._total = np.zeros(hidden_size)
        self._recent = np.zeros((0, hidden_size))  # last values of the document that is open
        self._read = 0  # how many tokens of it were read

    def add(self, values: np.ndarray, begins: np.ndarray) -> None:
        """Take in a block of n tokens, at least one.

        Args:
            values: the hidden states, ``(n, hidden_size)`` float64.
            begins: whether a document begins there, ``(n,)``.
        """
        if begins[0]:
            self._end_document()
        firsts = np.append(0, np.flatnonzero(begins[1:]) + 1)
        lengths = np.diff(firsts, append=len(values))
        part = np.repeat(np.arange(len(firsts)), lengths)
        offsets = np.arange(len(values)) - firsts[part]
        self._within.add(values, lengths, part, offsets)
        self._across.add(self._recent, values[: lengths[0]])
        self._total += np.ones(len(values)) @ values
        _add_near(self._heads, offsets + np.where(part == 0, self._read, 0), values)
        ended = part < len(firsts) - 1
        if ended.any():
            _add_near(self._tails, (lengths[part] - 1 - offsets)[ended], values[ended])
            self._add_tails(int(lengths[0]))
            lengths[0] += self._read
            self._count_pairs(lengths[:-1])
            self._recent, self._read = values[firsts[-1] :], 0
        else:
            self._recent = np.concatenate([self._recent, values])
        self._read += int(lengths[-1])
        self._recent = self._recent[1 - LAGS :].copy()

    def _end_document(self) -> None:
        self._add_tails(0)
        self._count_pairs(np.array([self._read]))
        self._recent, self._read = self._recent[:0], 0

    def _add_tails(self, after: int) -> None:
        """Sum up recent values of a document that ended so many tokens after the last of them."""
        distances = np.arange(len(self._recent))[::-1] + after
        _add_near(self._tails, distances, self._recent)

    def _count_pairs(self, lengths: np.ndarray) -> None:
        self._pairs += np.maximum(lengths[:, None] - np.arange(LAGS), 0).sum(axis=0)

    def autocorrelations(self) -> np.ndarray:
        """Return the autocorrelation of each unit, ``(n, hidden_size)``; 1 at lag 0.

        NaN for a unit that never changes. There are as many lags as have enough pairs, at most 512.
        Nothing may be added afterwards.
        """
        self._end_document()
        n_lags = int((self._pairs >= MIN_PAIRS).sum())
        pairs = self._pairs[:n_lags, None]
        products = (self._within.products() + self._across.products())[:n_lags]
        mean = self._total / max(self._pairs[0], 1)
        ends = (self._heads + self._tails).numpy()
        both = 2 * self._total - np.concatenate([np.zeros_like(ends[:1]), ends.cumsum(0)])[:n_lags]
        covariances = (products - mean * both) / pairs + mean**2
        changes = covariances[:1] > mean**2 * STILL
        return np.divide(covariances, covariances[:1], np.full_like(both, np.nan), where=changes)


def correlation_lengths(correlations: np.ndarray, tokens: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the correlation length of each unit, and whether it is only a lower bound.

    It is the first distance at which the unit's correlation with itself is below 1/e, about 0.37:
    1 for a unit without memory, and for one that oscillates. Where the correlation decays as
    exp(−k/λ), it is λ, rounded up.

    Args:
        correlations: ``(n, hidden_size)``, as ``AutocorrelationSums.autocorrelations`` gives them.
        tokens: how many they were measured on.

    Returns:
        The lengths in tokens, ``(hidden_size,)`` float64, NaN where they cannot be measured; and
        whether each is only a lower bound, because the correlation is never below 1/e at the n
        distances, or because the corpus is shorter than 100 such lengths.
    """
    n, hidden_size = correlations.shape
    if n < 2:
        return np.full(hidden_size, np.nan), np.zeros(hidden_size, bool)
    fallen = correlations < FALLEN
    found = fallen.any(axis=0)
    lengths = np.where(found, fallen.argmax(axis=0), n).astype(float)
    measured = ~np.isnan(correlations[0])
    lengths[~measured] = np.nan
    return lengths, measured & (~found | (np.nan_to_num(lengths) * MIN_LENGTHS > tokens))


def _add_near(sums: torch.Tensor, distances: np.ndarray, values: np.ndarray) -> None:
    """Sum up the values that lie near an end of a document, by their distance from it."""
    near = distances < LAGS
    sums.index_add_(0, torch.from_numpy(distances[near]), torch.from_numpy(values[near]))
