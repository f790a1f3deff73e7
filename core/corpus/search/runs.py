"""Runs of tokens at which many of a set of units are on: the search's inner loops.

They go through the levels in groups of rows that fit into the processor's cache, and count in
bytes. At units that are not in the set they look only in blocks that have a run.
"""

import numpy as np

from ..index.state_index import BLOCK, StateIndex

ROWS = 16
"""Units that are counted together."""

_FINE = 2.0**40
_LONGEST = 2**23 - 1


def overlaps(index: StateIndex, units: np.ndarray, level: int, least: int) -> np.ndarray:
    """Return the overlap of a set with the units that are on, where at least ``least`` of it are.

    Args:
        index: what to search.
        units: the set, each unit once, at least one.
        level: the level from which a unit is on.
        least: how many of the set, at least 1.

    Returns:
        Units that are in the set and on ÷ units that are in the set or on, ``(T,)`` float64; 0 at
        all other tokens.
    """
    shares = np.zeros(index.length)
    buffer, first = np.empty((ROWS, BLOCK), bool), 0
    for block in index.blocks:
        share = shares[first : first + block.shape[1]]
        first += len(share)
        both = _how_many_on(block[units], level, buffer)
        both *= both >= least
        if both.any():
            either = _how_many_on(block, level, buffer) - both + len(units)
            np.divide(both, either, out=share)
    return shares


def runs(on: np.ndarray, first_tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where runs of ``True`` start and stop; none goes on from one document to the next.

    Args:
        on: ``(T,)`` bool.
        first_tokens: where each document begins, and T, ``(documents + 1,)``.

    Returns:
        Start and stop of each of the n runs, each ``(n,)``, in order.
    """
    begins = first_tokens[first_tokens < len(on)]
    starts, ends = on.copy(), on.copy()
    starts[1:] &= ~on[:-1]
    starts[begins] = on[begins]
    ends[:-1] &= ~on[1:]
    ends[begins[begins > 0] - 1] = on[begins[begins > 0] - 1]
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def best(means: np.ndarray, lengths: np.ndarray, k: int) -> np.ndarray:
    """Return the indices of the k first of n runs, the best first.

    The larger mean comes first, of equal ones the longer run, of equally long ones the earlier.
    Means that differ only by rounding are equal: they are compared as multiples of 2^-40. Runs of
    8,388,607 tokens or more are equally long.

    Args:
        means: ``(n,)``, 0 to 1.
        lengths: ``(n,)``, at least 1.
        k: how many, at least 1.
    """
    keys = np.rint(means * _FINE).astype(np.uint64) << np.uint64(23)
    keys |= np.minimum(lengths, _LONGEST).astype(np.uint64)
    chosen = np.arange(len(keys))
    if len(keys) > k:
        last = np.partition(keys, len(keys) - k)[len(keys) - k]
        above, equal = np.flatnonzero(keys > last), np.flatnonzero(keys == last)
        chosen = np.sort(np.append(above, equal[: k - len(above)]))
    return chosen[np.argsort(~keys[chosen], kind="stable")]


def _how_many_on(rows: np.ndarray, level: int, buffer: np.ndarray) -> np.ndarray:
    """Return in how many of the rows, ``(m, n)``, the unit is on at each token, ``(n,)`` uint16."""
    count = np.zeros(rows.shape[1], np.uint16)
    for start in range(0, len(rows), ROWS):
        group = rows[start : start + ROWS]
        on = np.greater_equal(group, level, out=buffer[: len(group), : group.shape[1]])
        count += np.add.reduce(on.view(np.uint8), axis=0, dtype=np.uint8)
    return count
