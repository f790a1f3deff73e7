"""Helpers of the worked examples: cells with given weights, and steps as plain numbers."""

from typing import TypeVar

import torch

from core.cells import RecurrentCell

Cell = TypeVar("Cell", bound=RecurrentCell)


def filled(cell: Cell, **weights: list) -> Cell:
    """Return the cell in float64 with these weights; what is not given is zero."""
    cell = cell.double()
    with torch.no_grad():
        for name, parameter in cell.named_parameters():
            values = torch.tensor(weights.pop(name, 0.0), dtype=torch.float64)
            parameter.copy_(values.expand_as(parameter))
    assert not weights
    return cell


def numbers(step: tuple) -> dict[str, float]:
    """Return the only unit's value of each quantity of a step of batch size 1."""
    fields = step._asdict()  # pyright: ignore[reportAttributeAccessIssue]
    return {name: value.item() for name, value in fields.items() if name != "state"}
