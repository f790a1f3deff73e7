"""Questions to an index: where is a unit strongest, and where else is a set of units on together?

The second is the question of LSTMVis (Strobelt et al. 2018): a person marks some tokens, takes the
units that are on throughout, and looks for what other places have in common where these are on.
Answers are exact.
"""

from math import floor
from typing import NamedTuple

import numpy as np

from ..index.quantise import THRESHOLDS, level_of
from ..index.state_index import KEPT, SEGMENT, StateIndex
from ..recompute.quantities import Units, checked_units
from .runs import best, overlaps, runs
from .spaced_maxima import highest_apart


class Places(NamedTuple):
    """Where a quantity of a unit is strongest or weakest.

    Attributes:
        positions: up to k positions in the corpus, the strongest or weakest first.
        values: what the quantity is there, float32.
    """

    positions: np.ndarray
    values: np.ndarray


class Match(NamedTuple):
    """A run of tokens of one document where most of a set of units are on.

    Attributes:
        start: the position of its first token.
        stop: the position after its last one.
        overlap: the mean over its tokens of: units that are in the set and on ÷ units that are in
            the set or on; above 0, at most 1.
    """

    start: int
    stop: int
    overlap: float


def strongest(
    index: StateIndex,
    unit: int,
    k: int = 50,
    quantity: str = "hidden_state",
    weakest: bool = False,
    apart: int = 0,
) -> Places:
    """Return the positions where a quantity of a unit is strongest, or weakest.

    Args:
        index: what to search.
        unit: which unit.
        k: how many, 1 to 200; where there are fewer, all are returned.
        quantity: one that the index has ranked.
        weakest: whether to return the lowest values instead.
        apart: no two positions are nearer to each other than this. Above 0, the strongest token of
            each 128 and the 200 strongest of all are taken in turn, each unless it is too near to
            one that was taken before it.

    Raises:
        ValueError: if there is no such unit or quantity, or ``k`` or ``apart`` is out of range.
    """
    checked_units(index, [unit])
    if quantity not in index.quantities:
        raise ValueError(f"strongest expected one of {index.quantities}; got {quantity!r}.")
    if not 1 <= k <= KEPT or apart < 0:
        raise ValueError(f"strongest expected k from 1 to {KEPT}, apart >= 0; got {k}, {apart}.")
    most, peaks = index.extremes[quantity], index.peaks[quantity]
    arrays = most.strongest_positions, most.strongest_values, peaks.high_offsets, peaks.high_values
    if weakest:
        arrays = most.weakest_positions, most.weakest_values, peaks.low_offsets, peaks.low_values
    positions, values, offsets, heights = (array[unit] for array in arrays)
    if not apart:
        return Places(positions[:k], values[:k])
    peak_positions = np.arange(len(offsets)) * SEGMENT + offsets
    positions, first = np.unique(np.append(positions, peak_positions), return_index=True)
    values = np.append(values, heights)[first]
    chosen = highest_apart(positions, -values if weakest else values, k, apart)
    return Places(positions[chosen], values[chosen])


def units_on(
    hidden: np.ndarray, start: int, stop: int, threshold: float, before: int = 0, after: int = 0
) -> np.ndarray:
    """Return the units that are on at every token of a span, and off just outside of it.

    A unit is on where its hidden state is at or above the threshold.

    Args:
        hidden: hidden states along one document, ``(n, hidden_size)`` float32.
        start: the row of the span's first token.
        stop: the row after its last one.
        threshold: in hundredths, from -1 to 1.
        before: number of tokens before the span, or as many as exist, at which the units are off.
        after: the same for the tokens after it.

    Raises:
        ValueError: if the span is empty or not within the rows, or the threshold is invalid.
    """
    level = level_of(threshold)
    if not 0 <= start < stop <= len(hidden) or min(before, after) < 0:
        bounds = f"0 <= start < stop <= {len(hidden)}, before and after >= 0"
        got = f"{start}, {stop}, {before}, {after}"
        raise ValueError(f"units_on expected {bounds}; got {got}.")
    on = hidden[max(start - before, 0) : stop + after] >= THRESHOLDS[level]
    first = min(before, start)
    span, rest = on[first : first + stop - start], (on[:first], on[first + stop - start :])
    return np.flatnonzero(span.all(axis=0) & ~rest[0].any(axis=0) & ~rest[1].any(axis=0))


def matches(
    index: StateIndex, units: Units, threshold: float, k: int = 50, least: float = 0.5
) -> tuple[Match, ...]:
    """Return the runs of tokens at each of which more than a share of the units is on.

    A run goes on for as long as that is so, and ends with its document. First come those with the
    largest overlap, to 2^-40; of equal ones the longer; of equally long ones the earlier.

    Args:
        index: what to search.
        units: the set; an empty one has no matches.
        threshold: the value from which a unit is on, in hundredths, from -1 to 1.
        k: how many, at least 1; where there are fewer, all are returned.
        least: the share that must be exceeded, 0 or more.

    Raises:
        ValueError: if there is no such unit, or another number is out of range.
    """
    level = level_of(threshold)
    if k < 1 or least < 0:
        raise ValueError(f"matches expected k >= 1 and least >= 0; got {k}, {least}.")
    if not len(units):
        return ()
    chosen = np.unique(checked_units(index, units))
    shares = overlaps(index, chosen, level, floor(least * len(chosen)) + 1)
    starts, stops = runs(shares > 0, index.first_tokens)
    if not len(starts):
        return ()
    means = np.add.reduceat(shares, starts) / (stops - starts)  # between runs, there are zeros
    first = best(means, stops - starts, k)
    rows = zip(starts[first].tolist(), stops[first].tolist(), means[first].tolist(), strict=True)
    return tuple(Match(*row) for row in rows)
