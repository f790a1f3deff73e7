"""Positions of an edit once tokens have been removed, or the reason why it has no effect."""

from collections.abc import Sequence
from dataclasses import replace

from ...cells import RecurrentCell
from ...edits import Edit, Hold, Swap
from ...notation import N_, Message
from ...trace import Trace

NO_TOKEN = N_("Edits left out because this text has no such token: {count}.")
NOT_READ = N_("Edits left out because no token is left for them: {count}.")
NO_UNIT = N_("Edits left out because this network has no such unit: {count}.")
NO_QUANTITY = N_("Edits left out because this cell has no such quantity: {count}.")
NO_OTHER = N_("Edits left out because the other text has no such token: {count}.")


def placed(
    edit: Edit, cell: RecurrentCell, before: Sequence[int], states: Trace | None
) -> tuple[Hold, ...] | Message:
    """Return what an edit holds at the tokens that are read, or why it cannot be made.

    Args:
        edit: the edit.
        cell: the network's cell.
        before: for each typed token, how many are read before it; last, how many are read in all.
        states: the trace of the text that ``Swap`` takes its states from.
    """
    if isinstance(edit, Hold):
        return _moved(edit, cell, before)
    if not 0 <= edit.position < len(before) - 1:
        return NO_TOKEN
    if not isinstance(edit, Swap):
        return ()
    if states is None or not 0 <= edit.other < len(states):
        return NO_OTHER
    start, stop = before[edit.position : edit.position + 2]
    if start == stop:
        return NOT_READ
    names = cell.initial_state(1)._fields
    return tuple(
        Hold(name, tuple(states[name][edit.other].tolist()), None, start, stop) for name in names
    )


def _moved(hold: Hold, cell: RecurrentCell, before: Sequence[int]) -> tuple[Hold, ...] | Message:
    length = len(before) - 1
    if hold.quantity not in (quantity.name for quantity in cell.quantities):
        return NO_QUANTITY
    if hold.unit is not None and not 0 <= hold.unit < cell.hidden_size:
        return NO_UNIT
    if not 0 <= hold.start < length:
        return NO_TOKEN
    last = length if hold.stop is None else min(max(hold.stop, 0), length)
    start, stop = before[hold.start], before[last]
    return (replace(hold, start=start, stop=stop),) if start < stop else NOT_READ
