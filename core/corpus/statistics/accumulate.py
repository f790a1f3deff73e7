"""Sums over a corpus that is read chunk by chunk, and the statistics computed from them."""

from collections.abc import Sequence

import numpy as np
import torch

from ...notation import Quantity
from ...trace import Trace
from .autocorrelation import AutocorrelationSums, correlation_lengths
from .records import LEFT, RIGHT, Moments, Saturation, UnitStatistics

BLOCK = 1_536
"""Tokens that are summed up at once; with 512 zeros, a power of two."""

GATE = (0, 1)
"""The bounds of the values of a gate, by which gates are recognised."""


class UnitSums:
    """Takes in a corpus chunk by chunk and gives the statistics of all units.

    Sums are float64, over blocks of the corpus that do not depend on the chunks: how it is cut
    makes no difference, to the last bit.

    Args:
        quantities: what the cell computes.
        hidden_size: number of its units.
        n_codes: number of ids of the vocabulary; 0 for a network that reads numbers.
    """

    def __init__(self, quantities: Sequence[Quantity], hidden_size: int, n_codes: int) -> None:
        self._hidden_size, self._length, self._filled = hidden_size, 0, 0
        names = [quantity.name for quantity in quantities]
        self._block = {name: np.empty((BLOCK, hidden_size), np.float32) for name in names}
        self._codes, self._begins = np.empty(BLOCK, np.int64), np.empty(BLOCK, bool)
        self._double = np.empty((BLOCK, hidden_size))
        self._moments = {name: _Moments(hidden_size) for name in names}
        gates = [quantity.name for quantity in quantities if quantity.bounds == GATE]
        self._saturated = {name: np.zeros((2, hidden_size), np.int64) for name in gates}
        self._memory = AutocorrelationSums(hidden_size)
        self._code_counts = np.zeros(n_codes, np.int64)
        self._code_sums = torch.zeros(n_codes, hidden_size, dtype=torch.float64)

    def add(self, trace: Trace, codes: np.ndarray, begins_document: bool) -> None:
        """Take in a chunk, which follows the one before it.

        Args:
            trace: what the cell computed at n tokens.
            codes: the input for each, ``(n,)``.
            begins_document: whether its first token is the first of a document.
        """
        done = 0
        while done < len(trace):
            n = min(len(trace) - done, BLOCK - self._filled)
            here, there = slice(self._filled, self._filled + n), slice(done, done + n)
            for name, block in self._block.items():
                block[here] = trace[name][there]
            self._codes[here] = codes[there] if len(self._code_counts) else 0
            self._begins[here] = False
            self._begins[self._filled] = begins_document and not done
            self._filled, done = self._filled + n, done + n
            if self._filled == BLOCK:
                self._sum_up()

    def statistics(self) -> UnitStatistics:
        """Return the statistics of all that was taken in; nothing may follow."""
        self._sum_up()
        correlations = self._memory.autocorrelations()
        lengths, cut = correlation_lengths(correlations, self._length)
        moments = {name: sums.moments(self._length) for name, sums in self._moments.items()}
        codes = np.flatnonzero(self._code_counts)
        means = self._code_sums.numpy()[codes] / self._code_counts[codes, None]
        return UnitStatistics(
            length=self._length,
            moments=moments,
            saturation={
                name: Saturation(*_mean(counts, self._length))
                for name, counts in self._saturated.items()
            },
            autocorrelations=correlations.astype(np.float32),
            correlation_lengths=lengths,
            correlation_cut=cut,
            codes=codes,
            code_counts=self._code_counts[codes],
            code_means=means.astype(np.float32),
        )

    def _sum_up(self) -> None:
        n, self._filled = self._filled, 0
        if not n:
            return
        self._length += n
        double = self._double[:n]
        for name, block in self._block.items():
            np.copyto(double, block[:n])
            self._moments[name].add(block[:n], double)
            if name in self._saturated:
                self._saturated[name] += _saturated(block[:n])
            if name == "hidden_state":
                self._memory.add(double, self._begins[:n])
                self._add_codes(self._codes[:n], double)

    def _add_codes(self, codes: np.ndarray, hidden: np.ndarray) -> None:
        if len(self._code_counts):
            self._code_counts += np.bincount(codes, minlength=len(self._code_counts))
            self._code_sums.index_add_(0, torch.from_numpy(codes), torch.from_numpy(hidden))


class _Moments:
    """Sums, sums of squares and bounds of one quantity, ``(hidden_size,)`` each."""

    def __init__(self, hidden_size: int) -> None:
        self._sum, self._squares = np.zeros(hidden_size), np.zeros(hidden_size)
        self._smallest = np.full(hidden_size, np.inf, np.float32)
        self._largest = np.full(hidden_size, -np.inf, np.float32)

    def add(self, block: np.ndarray, double: np.ndarray) -> None:
        """Take in n tokens, ``(n, hidden_size)``: as they are, and as float64."""
        np.minimum(self._smallest, block.min(0), out=self._smallest)
        np.maximum(self._largest, block.max(0), out=self._largest)
        self._sum += np.ones(len(double)) @ double
        self._squares += np.einsum("ij,ij->j", double, double)

    def moments(self, length: int) -> Moments:
        mean = _mean(self._sum, length)
        variance = np.maximum(_mean(self._squares, length) - mean**2, 0)
        bounds = np.array([self._smallest, self._largest], float)
        smallest, largest = bounds if length else bounds * np.nan
        std = np.where(smallest == largest, 0, np.sqrt(variance))
        return Moments(mean, std, smallest, largest)


def _saturated(block: np.ndarray) -> np.ndarray:
    """Return at how many of n tokens a gate is saturated left and right, ``(2, hidden_size)``."""
    ones = np.ones(len(block), np.float32)  # sums of so few ones are exact
    return np.array([ones @ mask.astype(np.float32) for mask in (block < LEFT, block > RIGHT)], int)


def _mean(sums: np.ndarray, length: int) -> np.ndarray:
    return sums / length if length else np.full(sums.shape, np.nan)
