"""Positions of an edit once tokens have been removed, or the reason why it cannot be made."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ...cells import RecurrentCell
from ...edits import Edit, Hold, Swap
from ...notation import N_, Message
from ...trace import Trace

NO_TOKEN = N_("Edits left out because this text has no such token: {count}.")
NOT_READ = N_("Edits left out because no token is left for them: {count}.")
NO_UNIT = N_("Edits left out because this network has no such unit: {count}.")
NO_QUANTITY = N_("Edits left out because this cell has no such quantity: {count}.")
NO_OTHER = N_("Edits left out because the other text has no such token: {count}.")
NO_VALUE = N_("Edits left out because the quantity cannot have such a value: {count}.")


class Fault(NamedTuple):
    """Why an edit cannot be made.

    Attributes:
        message: for a page to show, with ``count``, of all edits with this fault.
        expected: what would have been possible, for an error.
    """

    message: Message
    expected: str


def placed(
    edit: Edit, cell: RecurrentCell, before: Sequence[int], states: Trace | None
) -> tuple[Hold, ...] | Fault:
    """Return what an edit holds at the tokens that are read, or why it cannot be made.

    Args:
        edit: the edit.
        cell: the network's cell.
        before: for each typed token, how many are read before it; last, how many are read in all.
        states: the trace of the text that ``Swap`` takes its states from.
    """
    if isinstance(edit, Hold):
        return _fault(edit, cell) or _moved(edit, before)
    if not 0 <= edit.position < len(before) - 1:
        return _no_token(before)
    if not isinstance(edit, Swap):
        return ()
    if states is None or not 0 <= edit.other < len(states):
        others = 0 if states is None else len(states)
        return Fault(NO_OTHER, f"one of the other text's {others} tokens, counted from 0")
    start, stop = before[edit.position : edit.position + 2]
    if start == stop:
        return Fault(NOT_READ, "a token that is not removed")
    names = cell.initial_state(1)._fields
    return tuple(
        Hold(name, tuple(states[name][edit.other].tolist()), None, start, stop) for name in names
    )


def _fault(hold: Hold, cell: RecurrentCell) -> Fault | None:
    """Return why a cell cannot be held so at any token; ``None`` if it can."""
    quantities = {quantity.name: quantity for quantity in cell.quantities}
    if hold.quantity not in quantities:
        return Fault(NO_QUANTITY, f"one of {', '.join(quantities)}")
    width = cell.width(hold.quantity)
    if hold.unit is not None and not 0 <= hold.unit < width:
        return Fault(NO_UNIT, f"a unit in 0..{width - 1}, or None for all")
    if bounds := quantities[hold.quantity].bounds:
        low, high = bounds
        values = hold.value if isinstance(hold.value, tuple) else (hold.value,)
        if not all(low <= value <= high for value in values):  # NaN is not, either
            return Fault(NO_VALUE, f"values in {low}..{high}, where the {hold.quantity} lies")
    return None


def _moved(hold: Hold, before: Sequence[int]) -> tuple[Hold, ...] | Fault:
    length = len(before) - 1
    if not 0 <= hold.start < length:
        return _no_token(before)
    last = length if hold.stop is None else min(max(hold.stop, 0), length)
    start, stop = before[hold.start], before[last]
    if start >= stop:
        return Fault(NOT_READ, "at least one token that is not removed")
    return (replace(hold, start=start, stop=stop),)


def _no_token(before: Sequence[int]) -> Fault:
    return Fault(NO_TOKEN, f"one of the text's {len(before) - 1} tokens, counted from 0")
