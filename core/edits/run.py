"""A whole text read with holds: the plain run up to the first change, new steps from there on."""

from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple

import torch
from torch import Tensor

from ..cells.base import Gates, Parts, Preactivation, RecurrentCell, State, TensorParts
from . import Hold
from .rows import held_rows
from .steps import Step, steps


class Run(NamedTuple, Generic[Parts]):
    """All that a cell computes along a text.

    Attributes:
        activations: quantity name -> ``(T, its width)``.
        preactivations: the record of the cell's gates, the parts of each ``(T, its width)`` or
            broadcasting to it.
    """

    activations: dict[str, Tensor]
    preactivations: Parts


def with_holds(
    cell: RecurrentCell[State, Parts, Gates],
    inputs: Tensor,
    state: State,
    plain: Run[Parts],
    holds: Sequence[Hold],
) -> Run[Parts]:
    """Run a cell over a text while something is held.

    Args:
        cell: the cell.
        inputs: token vectors, ``(T, input_size)``.
        state: the state before the first token, of batch size 1.
        plain: the same run with nothing held; its numbers are kept up to the first step that a
            hold changes.
        holds: what is held, in order.

    Raises:
        ValueError: as ``held_rows`` does.
    """
    held = held_rows(cell, holds, len(inputs))
    first = _first_change(held, plain.activations)
    if first:
        before = (plain.activations[name][first - 1 : first] for name in state._fields)
        state = state._make(before)
    by_step = (
        {name: rows[t : t + 1] for name, rows in held.items()} for t in range(first, len(inputs))
    )
    return _joined(plain, first, [*steps(cell, inputs[first:], state, by_step)])


def _first_change(held: Mapping[str, Tensor], own: Mapping[str, Tensor]) -> int:
    """Return the first step at which a held value differs from the cell's own; T if none does."""
    changed = [(~rows.isnan() & (rows != own[name])).any(-1) for name, rows in held.items()]
    steps_changed = torch.stack(changed).any(0)
    return int(steps_changed.int().argmax()) if steps_changed.any() else len(steps_changed)


def _joined(
    plain: Run[Parts], first: int, taken: Sequence[Step[State, Parts, Gates]]
) -> Run[Parts]:
    """Return the plain run up to a step, and the steps taken from there on."""
    rows = [step.gates._asdict() | step.state._asdict() for step in taken]
    activations = {
        name: torch.cat([values[:first], *(row[name] for row in rows)])
        for name, values in plain.activations.items()
    }
    length = len(plain.activations["hidden_state"])

    def whole(own: Tensor, *rows: Tensor) -> Tensor:
        return torch.cat([own.expand(length, -1)[:first], *(row.expand(1, -1) for row in rows)])

    own = plain.preactivations
    preactivations = [step.preactivations._asdict() for step in taken]
    parts: dict[str, TensorParts] = {
        name: Preactivation(*map(whole, part, *(row[name] for row in preactivations)))
        for name, part in own._asdict().items()
    }
    return Run(activations, own._replace(**parts))
