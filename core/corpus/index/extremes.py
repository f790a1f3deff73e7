"""The highest and lowest values of each unit and their positions, found while reading a corpus."""

import numpy as np

from .state_index import KEPT, SEGMENT, Extremes, Peaks


class RunningExtremes:
    """Takes in one quantity of all units buffer by buffer and gives its peaks and its extremes.

    Args:
        hidden_size: number of units.
    """

    def __init__(self, hidden_size: int) -> None:
        self._highest, self._lowest = _Highest(hidden_size), _Highest(hidden_size)
        self._peaks: list[list[np.ndarray]] = [
            [np.empty((hidden_size, 0), kind)] for kind in 2 * (np.float32, np.uint8)
        ]

    def add(self, start: int, states: np.ndarray) -> None:
        """Take in a buffer, which follows the one before it.

        Args:
            start: position of its first token, a multiple of 128.
            states: ``(hidden_size, n)`` float32; n is a multiple of 128, but for the last buffer.

        Raises:
            ValueError: if a state is not finite.
        """
        whole = states.shape[1] // SEGMENT * SEGMENT
        for first, last in ((0, whole), (whole, states.shape[1])):
            if first < last:
                self._add(start + first, states[:, first:last])

    def peaks(self) -> Peaks:
        """Return the peaks of all that was taken in."""
        return Peaks(*(np.concatenate(parts, 1) for parts in self._peaks))

    def extremes(self) -> Extremes:
        """Return the extremes of all that was taken in."""
        highest, highest_at = self._highest.values_and_positions()
        lowest, lowest_at = self._lowest.values_and_positions()
        return Extremes(highest_at, highest, lowest_at, -lowest)

    def _add(self, start: int, states: np.ndarray) -> None:
        segments = states.reshape(len(states), -1, min(SEGMENT, states.shape[1]))
        peaks = []
        for offsets in (segments.argmax(2), segments.argmin(2)):
            peaks += [np.take_along_axis(segments, offsets[..., None], 2)[..., 0], offsets]
        if not np.isfinite([peaks[0], peaks[2]]).all():  # a NaN counts as both highest and lowest
            raise ValueError(
                f"Expected states that are finite; got others after token {start}. "
                f"The weights of this network are too large, or not numbers."
            )
        for parts, part in zip(self._peaks, peaks, strict=True):
            parts.append(part.astype(parts[0].dtype))
        self._highest.add(start, segments, peaks[0])
        self._lowest.add(start, np.negative(segments), -peaks[2])


class _Highest:
    """The 200 highest values of each unit so far, the highest first, the earlier before the later.

    Candidates are collected, and sorted once there are as many as are kept.
    """

    def __init__(self, hidden_size: int) -> None:
        self._hidden_size = hidden_size
        self._least = np.full(hidden_size, -np.inf, np.float32)
        self._units, self._positions = np.empty(0, np.int64), np.empty(0, np.int64)
        self._values = np.empty(0, np.float32)
        self._waiting: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        self._n_waiting = 0

    def add(self, start: int, segments: np.ndarray, peaks: np.ndarray) -> None:
        """Take in ``(hidden_size, n, 128)`` values and the highest of each 128."""
        units, places = np.nonzero(peaks > self._least[:, None])
        candidates = segments[units, places]
        rows, offsets = np.nonzero(candidates > self._least[units, None])
        positions = start + places[rows] * SEGMENT + offsets
        self._waiting.append((units[rows], positions, candidates[rows, offsets]))
        self._n_waiting += len(rows)
        if self._n_waiting > KEPT * self._hidden_size:
            self._sort()

    def values_and_positions(self) -> tuple[np.ndarray, np.ndarray]:
        """Return values and positions, each ``(hidden_size, min(200, T))``."""
        self._sort()
        shape = self._hidden_size, len(self._values) // self._hidden_size
        return self._values.reshape(shape), self._positions.reshape(shape)

    def _sort(self) -> None:
        so_far = (self._units, self._positions, self._values)
        columns = zip(so_far, *self._waiting, strict=True)
        units, positions, values = (np.concatenate(parts) for parts in columns)
        order = np.lexsort((-values, units))  # stable: of equal values, the earlier stays first
        counts = np.bincount(units, minlength=self._hidden_size)
        firsts = np.repeat(np.cumsum(counts) - counts, counts)
        order = order[np.arange(len(order)) - firsts < KEPT]
        self._units, self._positions, self._values = units[order], positions[order], values[order]
        self._waiting, self._n_waiting = [], 0
        full = np.flatnonzero(counts >= KEPT)
        lasts = np.cumsum(np.minimum(counts, KEPT)) - 1
        self._least[full] = self._values[lasts[full]]
