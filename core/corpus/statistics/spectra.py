"""Sums of products of values with later values, taken as spectra (Wiener-Khinchin).

A product of spectra is that of all pairs of values at once. Values are followed by enough zeros
that the end does not wrap around to the beginning.
"""

import numpy as np
import torch
from torch import Tensor

LAGS = 512
"""Values are multiplied with those that lie fewer than this many tokens later."""


class PowerSpectra:
    """Sums over the pairs of values in one part of one block.

    Args:
        hidden_size: number of units.
    """

    def __init__(self, hidden_size: int) -> None:
        self._hidden_size = hidden_size
        self._power: dict[int, Tensor] = {}

    def add(
        self, values: np.ndarray, lengths: np.ndarray, part: np.ndarray, offsets: np.ndarray
    ) -> None:
        """Take in a block, all parts of about one length at once.

        Args:
            values: ``(n, hidden_size)`` float64.
            lengths: of each part of the block, which has the products of its own values only.
            part: the part that each value belongs to, ``(n,)``.
            offsets: its place in that part, ``(n,)``.
        """
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

    def products(self) -> np.ndarray:
        """Return the sum of products at each lag, ``(512, hidden_size)``."""
        products = np.zeros((LAGS, self._hidden_size))
        for size, power in self._power.items():
            lags = torch.fft.irfft(power.sum(-1), size, dim=0)[: min(size // 2, LAGS)].numpy()
            products[: len(lags)] += lags
        return products


class CrossSpectra:
    """Sums over the pairs of a value before a place and one after it.

    Args:
        hidden_size: number of units.
    """

    def __init__(self, hidden_size: int) -> None:
        self._sums = torch.zeros(LAGS + 1, hidden_size, dtype=torch.complex128)

    def add(self, before: np.ndarray, after: np.ndarray) -> None:
        """Take in what stands before a place and what follows; 511 values on each side count.

        Args:
            before: ``(m, hidden_size)`` float64, the last of them next to the place.
            after: ``(n, hidden_size)`` float64, the first of them next to the place.
        """
        before, after = before[1 - LAGS :], after[: LAGS - 1]
        if len(before) and len(after):
            at_the_end = np.zeros((LAGS - 1, before.shape[1]))
            at_the_end[len(at_the_end) - len(before) :] = before
            one, other = (
                torch.fft.rfft(torch.from_numpy(side), 2 * LAGS, dim=0)
                for side in (at_the_end, after)
            )
            self._sums += one.conj().mul_(other)

    def products(self) -> np.ndarray:
        """Return the sum of products at each lag, ``(512, hidden_size)``; 0 at lag 0."""
        shifts = torch.fft.irfft(self._sums, 2 * LAGS, dim=0).numpy()
        products = np.zeros((LAGS, shifts.shape[1]))
        products[1:] = shifts[np.arange(1, LAGS) - (LAGS - 1)]  # the place is 511 values in
        return products
