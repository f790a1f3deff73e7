"""The held values of every quantity, laid out along the tokens of a text."""

from collections.abc import Sequence

import torch
from torch import Tensor

from ..cells.base import RecurrentCell
from . import Hold


def held_rows(cell: RecurrentCell, holds: Sequence[Hold], length: int) -> dict[str, Tensor]:
    """Return what each quantity is held at, ``(length, its width)``, and NaN where it is free.

    Of two holds on the same quantity, unit and step, the later one counts.

    Raises:
        ValueError: if the cell has no such quantity or unit, or a held value is not a number.
    """
    rows: dict[str, Tensor] = {}
    for hold in holds:
        _check(cell, hold)
        size = (length, cell.width(hold.quantity))
        row = rows.setdefault(hold.quantity, cell.weight_ih.new_full(size, torch.nan))
        units = slice(None) if hold.unit is None else slice(hold.unit, hold.unit + 1)
        row[hold.start : hold.stop, units] = row.new_tensor(hold.value).expand(size[1])[units]
    return rows


def _check(cell: RecurrentCell, hold: Hold) -> None:
    name = type(cell).__name__
    names = [quantity.name for quantity in cell.quantities]
    if hold.quantity not in names:
        raise ValueError(
            f"A hold on {name} expected one of {', '.join(names)}; got {hold.quantity!r}."
        )
    width = cell.width(hold.quantity)
    if hold.unit is not None and not 0 <= hold.unit < width:
        expected = f"a unit in 0..{width - 1}, or None for all"
        raise ValueError(f"A hold on {name} expected {expected}; got {hold.unit}.")
    if hold.start < 0 or (hold.stop is not None and hold.stop < 0):
        expected = "start and stop of at least 0, counted from the first token"
        raise ValueError(f"A hold expected {expected}; got {hold.start} and {hold.stop}.")
    values = hold.value if isinstance(hold.value, tuple) else (hold.value,) * width
    if len(values) != width:
        expected = f"one value, or {width}, one for each unit"
        raise ValueError(f"A hold on {name} expected {expected}; got {len(values)}.")
    most = torch.finfo(cell.weight_ih.dtype).max
    if wrong := [value for value in values if not abs(value) <= most]:  # NaN is not, either
        raise ValueError(f"A hold on {name} expected finite numbers; got {wrong[0]}.")
