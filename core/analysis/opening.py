"""Where to open a text: the step and the unit at which the memory moves most."""

from typing import NamedTuple

import numpy as np

from ..trace import Trace


class Place(NamedTuple):
    """A step of a text and a unit.

    Attributes:
        position: the step, from 1.
        unit: the unit, from 0.
    """

    position: int
    unit: int


def largest_move(trace: Trace, memory: str) -> Place:
    """Return where one step changes one unit's memory most.

    The first step counts only in a text of one token: before it there is no memory that could be
    kept or lost. A text without tokens has the first place.

    Args:
        trace: the trace.
        memory: the quantity that the cell hands on as its memory, as ``cell.memory`` names it.

    Raises:
        KeyError: if the trace has no such quantity.
    """
    state = trace[memory]
    if len(trace) < 2:
        return Place(1, int(np.abs(state).sum(0).argmax()))
    moves = np.abs(np.diff(state, axis=0))
    step, unit = np.unravel_index(int(moves.argmax()), moves.shape)
    return Place(int(step) + 2, int(unit))
