"""The hidden state in 201 steps of a hundredth, one byte each, so that thresholds stay exact.

A threshold is a whole number of hundredths, in [-1, 1], as the float32 next to it. Level k begins
at the k-th of these 201 thresholds and ends before the next, so that a state is at or above a
threshold exactly if its level is at or above that of the threshold: nothing is lost by searching
levels in place of states.
"""

import numpy as np

from ...cells import RecurrentCell

THRESHOLDS = (np.arange(-100, 101) / 100).astype(np.float32)
"""The lower edge of each level, ``(201,)``."""

HIGHEST = len(THRESHOLDS) - 1

_NEXT = np.append(THRESHOLDS[1:], np.float32(np.inf))
_MIDDLES = np.append((THRESHOLDS[1:] + THRESHOLDS[:-1]) / 2, np.float32(1))
_BEFORE = np.float32(100 - 1e-4)
"""Makes the first guess of a level too low by at most one, never too high."""


def check_levels_hold(cell: RecurrentCell) -> None:
    """Raise ``ValueError`` where a cell's hidden states may lie outside of [-1, 1]."""
    if cell.quantity("hidden_state").bounds != (-1, 1):
        raise ValueError(
            f"An index holds hidden states from -1 to 1; those of {type(cell).__name__} have no "
            "such bounds. Choose a network with another cell."
        )


def levels(states: np.ndarray) -> np.ndarray:
    """Return the level of each state.

    Args:
        states: float32 of any shape, in [-1, 1]. Values just beyond, from rounding, count as -1
            or 1.

    Returns:
        uint8 of the same shape, 0 to 200.
    """
    guess = states * np.float32(100)
    guess += _BEFORE
    np.clip(guess, 0, HIGHEST, out=guess)
    level = guess.astype(np.uint8)
    level += states >= _NEXT.take(level)
    return level


def level_of(threshold: float) -> int:
    """Return the lowest level that is at or above a threshold.

    Raises:
        ValueError: if the threshold is not a whole number of hundredths in [-1, 1].
    """
    hundredths = round(threshold * 100) if abs(threshold) < 2 else 200
    if abs(hundredths) > 100 or abs(threshold * 100 - hundredths) > 1e-4:
        raise ValueError(
            f"level_of expected a whole number of hundredths from -1 to 1, such as 0.3; "
            f"got {threshold}."
        )
    return hundredths + 100


def values(levels: np.ndarray) -> np.ndarray:
    """Return the middle of each level as float32: within 0.005 of the state."""
    return _MIDDLES.take(levels)


def level_counts(column: np.ndarray) -> np.ndarray:
    """Return how often a unit has each level: its histogram.

    Args:
        column: levels of one unit, ``(T,)`` uint8, as ``StateIndex.column`` gives them.

    Returns:
        ``(201,)`` int64; ``values`` gives the middle of each level.
    """
    return np.bincount(column, minlength=len(THRESHOLDS))
