"""Autocorrelation time of each unit, from sums over a corpus."""

import numpy as np
import torch
from torch import Tensor

LAGS = 512
"""Tokens are compared with those that lie fewer than this many tokens apart."""

MIN_PAIRS = 50
"""A lag with fewer pairs of tokens says nothing."""

MIN_TIMES = 50
"""A corpus of fewer autocorrelation times than this makes them look shorter than they are."""


STILL = 1e-12
"""A variance of less than this part of the squared mean is rounding: the unit does not change."""


class AutocorrelationSums:
    """Sums of products of each unit with itself, some tokens later in the same document.

    It takes in blocks of a corpus one after the other and compares tokens that lie in one
    block and one document; of the pairs that are 511 tokens apart, that is two of three where
    blocks have 1,536 tokens. Each lag is divided by the number of its own pairs. The products
    are summed as power spectra (Wiener-Khinchin), each document followed by enough zeros that its
    end does not wrap around to its beginning.

    Args:
        hidden_size: number of units.
    """

    def __init__(self, hidden_size: int) -> None:
        self._hidden_size = hidden_size
        self._power: dict[int, Tensor] = {}
        self._pairs = np.zeros(LAGS)
        self._heads = torch.zeros(LAGS, hidden_size, dtype=torch.float64)
        self._tails = torch.zeros(LAGS, hidden_size, dtype=torch.float64)
        self._total = np.zeros(hidden_size)

    def add(self, values: np.ndarray, begins: np.ndarray) -> None:
        """Take in a block of n tokens.

        Args:
            values: the hidden states, ``(n, hidden_size)`` float64.
            begins: whether a document begins there, ``(n,)``; the block always begins one.
        """
        firsts = np.append(0, np.flatnonzero(begins[1:]) + 1)
        lengths = np.diff(firsts, append=len(values))
        part = np.repeat(np.arange(len(firsts)), lengths)
        offsets = np.arange(len(values)) - firsts[part]
        self._add_products(values, lengths, part, offsets)
        self._add_ends(values, offsets, lengths[part])
        longer = np.bincount(lengths)[::-1].cumsum()[::-1]  # parts of at least so many tokens
        pairs = longer[::-1].cumsum()[::-1][1:][:LAGS]  # at lag k: the sum of length - k
        self._pairs[: len(pairs)] += pairs

    def _add_products(
        self, values: np.ndarray, lengths: np.ndarray, part: np.ndarray, offsets: np.ndarray
    ) -> None:
        """Sum up power spectra, of all parts of about one length at once."""
        sizes = np.exp2(np.ceil(np.log2(lengths + np.minimum(lengths, LAGS)))).astype(int)
        for size in np.unique(sizes).tolist():
            if len(lengths) == 1:  # as it mostly is in long documents: no need to copy
                parts = torch.from_numpy(values[None])
            else:
                chosen = sizes == size
                rows = chosen[part]
                place = (np.cumsum(chosen) - 1)[part[rows]]
                parts = torch.zeros(chosen.sum(), size, self._hidden_size, dtype=torch.float64)
                parts[place, offsets[rows]] = torch.from_numpy(values[rows])
            squares = torch.view_as_real(torch.fft.rfft(parts, size, dim=1)).square_()
            sums = squares.sum(0) if len(squares) > 1 else squares[0]
            self._power[size] = sums.add_(self._power[size]) if size in self._power else sums

    def _add_ends(self, values: np.ndarray, offsets: np.ndarray, lengths: np.ndarray) -> None:
        """Sum up the values near both ends of each document, by their distance from the end."""
        for sums, place in ((self._heads, offsets), (self._tails, lengths - 1 - offsets)):
            near = place < LAGS
            sums.index_add_(0, torch.from_numpy(place[near]), torch.from_numpy(values[near]))
        self._total += np.ones(len(values)) @ values

    def autocorrelations(self) -> np.ndarray:
        """Return the autocorrelation of each unit, ``(n, hidden_size)``; 1 at lag 0.

        NaN for a unit that never changes. There are as many lags as have enough pairs, but an
        even number of them, at most 512.
        """
        n_lags = int((self._pairs >= MIN_PAIRS).sum()) // 2 * 2
        pairs = self._pairs[:n_lags, None]
        products = np.zeros((LAGS, self._hidden_size))
        for size, power in self._power.items():
            lags = torch.fft.irfft(power.sum(-1), size, dim=0)[: min(size // 2, LAGS)].numpy()
            products[: len(lags)] += lags
        mean = self._total / max(self._pairs[0], 1)
        ends = (self._heads + self._tails).numpy()
        both = 2 * self._total - np.concatenate([np.zeros_like(ends[:1]), ends.cumsum(0)])[:n_lags]
        covariances = (products[:n_lags] - mean * both) / pairs + mean**2
        changes = covariances[:1] > mean**2 * STILL
        return np.divide(covariances, covariances[:1], np.full_like(both, np.nan), where=changes)

    def times(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the integrated autocorrelation time of each unit, and whether it is only a bound.

        It is 1 + 2 (r_1 + r_2 + ...), where r_k is the correlation between tokens that lie k apart:
        about 1 for a unit without memory, (1 + a) / (1 - a) where r_k = a^k, and below 1 for one
        that oscillates. Correlations are added in pairs as long as the sum of a pair is
        above 0, the initial positive sequence of Geyer (1992), "Practical Markov Chain Monte
        Carlo".

        Returns:
            The times in tokens, ``(hidden_size,)``, NaN where they cannot be measured; and whether
            each is only a lower bound, because it outlasts the 512 lags or the documents, or
            because the corpus is shorter than 50 such times.
        """
        sums = self.autocorrelations().reshape(-1, 2, self._hidden_size).sum(1)
        positive = np.logical_and.accumulate(sums > 0, axis=0)
        times = np.maximum(2 * np.where(positive, sums, 0).sum(0) - 1, 0)
        if len(sums) == 0:
            return np.full(self._hidden_size, np.nan), np.zeros(self._hidden_size, bool)
        times[np.isnan(sums[0])] = np.nan
        return times, positive[-1] | (times * MIN_TIMES > self._pairs[0])
