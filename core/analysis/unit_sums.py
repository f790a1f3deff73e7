"""Sums over a corpus that is read chunk by chunk, and the statistics that they end in."""

from collections.abc import Sequence

import numpy as np

from core.analysis.units import LEFT, RIGHT, Moments, Saturation, UnitStatistics
from core.notation import Quantity
from core.trace import Trace


class UnitSums:
    """Takes in a corpus chunk by chunk and gives the statistics of all units.

    How the corpus is cut into chunks makes no difference.

    Args:
        quantities: what the cell computes.
        hidden_size: number of its units.
        n_codes: number of ids of the vocabulary; 0 where numbers go in, which have none.
    """

    def __init__(self, quantities: Sequence[Quantity], hidden_size: int, n_codes: int) -> None:
        self._quantities, self._hidden_size, self._n_codes = quantities, hidden_size, n_codes
        self._chunks: list[Trace] = []
        self._codes: list[np.ndarray] = []

    def add(self, trace: Trace, codes: np.ndarray, begins_document: bool) -> None:
        """Take in a chunk, which follows the one before it.

        Args:
            trace: what the cell computed at n tokens.
            codes: what went in for each, ``(n,)``.
            begins_document: whether its first token is the first of a document.
        """
        self._chunks.append(trace)
        self._codes.append(np.asarray(codes))

    def statistics(self) -> UnitStatistics:
        """Return the statistics of all that was taken in."""
        values = {
            quantity.name: np.concatenate(
                [np.zeros((0, self._hidden_size)), *(one[quantity.name] for one in self._chunks)]
            )
            for quantity in self._quantities
        }
        gates = [one.name for one in self._quantities if one.bounds == (0, 1)]
        hidden = values["hidden_state"]
        codes = np.concatenate([np.zeros(0), *self._codes]).astype(int)
        if not self._n_codes:
            codes = codes[:0]
        found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
        means = np.zeros((len(found), self._hidden_size))
        np.add.at(means, places, hidden[: len(codes)])
        return UnitStatistics(
            length=len(hidden),
            moments={
                name: Moments(v.mean(0), v.std(0), v.min(0), v.max(0)) for name, v in values.items()
            },
            saturation={
                name: Saturation((values[name] < LEFT).mean(0), (values[name] > RIGHT).mean(0))
                for name in gates
            },
            autocorrelation_times=np.full(self._hidden_size, np.nan),
            autocorrelation_cut=np.zeros(self._hidden_size, bool),
            codes=found,
            code_counts=counts,
            code_means=(means / counts[:, None]).astype(np.float32),
        )
