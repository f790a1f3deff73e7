"""A cell's steps while some of its quantities are held at values that it did not compute."""

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Generic, NamedTuple

import torch
from torch import Tensor

from ..cells.base import Gates, Parts, RecurrentCell, State, TensorParts
from ..cells.gated_unit import GatedUnit, GRUGates, GRUState
from ..cells.lstm import LSTMCell, LSTMGates, LSTMState

Held = Mapping[str, Tensor]
"""Quantity name -> what it is held at in one step, NaN where it is free."""


class Step(NamedTuple, Generic[State, Parts, Gates]):
    """All that one token caused, each ``(batch, its width)``.

    Attributes:
        preactivations: what the cell squashes, whether or not the outcome is held.
        gates: the cell's own, except where one is held.
        state: what is passed on to the next step.
    """

    preactivations: Parts
    gates: Gates
    state: State


def steps(
    cell: RecurrentCell[State, Parts, Gates], inputs: Tensor, state: State, held: Iterable[Held]
) -> Iterator[Step[State, Parts, Gates]]:
    """Yield one step after the other.

    Args:
        cell: the cell.
        inputs: token vectors, ``(T, input_size)``, which all rows of a batch read.
        state: the state before the first of them, of any batch size.
        held: for each token, what each quantity is held at, ``(1 or batch, its width)``.
    """
    for x, values in zip(inputs[:, None], held, strict=True):
        taken = _step(cell, x, state, values)
        yield taken
        state = taken.state


def _step(
    cell: RecurrentCell[State, Parts, Gates], x: Tensor, state: State, held: Held
) -> Step[State, Parts, Gates]:
    preactivations = _preactivations(cell, x, state, held)
    gates = cell.activate(preactivations)
    gates = gates._replace(
        **{name: put(held[name], own) for name, own in gates._asdict().items() if name in held}
    )
    new = cell.update(*_update_from(cell, gates, state, held))
    if "hidden_state" in held:
        new = new._replace(hidden_state=put(held["hidden_state"], new.hidden_state))
    return Step(preactivations, gates, new)


@singledispatch
def _preactivations(
    cell: RecurrentCell[State, Parts, Gates], x: Tensor, state: State, held: Held
) -> Parts:
    """Return the preactivations, made with held gates where they depend on any."""
    return cell.preactivations(x, state.hidden_state)


@_preactivations.register
def _(cell: GatedUnit, x: Tensor, state: GRUState, held: Held) -> GRUGates[TensorParts]:
    preactivations = cell.preactivations(x, state.hidden_state)
    if "reset_gate" not in held:
        return preactivations
    reset_gate = put(held["reset_gate"], cell.activate(preactivations).reset_gate)
    return cell.preactivations(x, state.hidden_state, reset_gate)  # the candidate is made with it


@singledispatch
def _update_from(
    cell: RecurrentCell[State, Parts, Gates], gates: Gates, state: State, held: Held
) -> tuple[Gates, State]:
    """Return gates and a state with which ``update`` itself computes what is held inside of it."""
    return gates, state


@_update_from.register
def _(
    cell: LSTMCell, gates: LSTMGates[Tensor], state: LSTMState, held: Held
) -> tuple[LSTMGates[Tensor], LSTMState]:
    """Put the held cell state in place of the old one, to be kept whole with nothing written."""
    if "cell_state" not in held:
        return gates, state
    c = held["cell_state"]
    free = c.isnan()
    gates = gates._replace(
        forget_gate=torch.where(free, gates.forget_gate, 1),
        input_gate=torch.where(free, gates.input_gate, 0),
    )
    return gates, state._replace(cell_state=put(c, state.cell_state))


def put(held: Tensor, own: Tensor) -> Tensor:
    """Return the held values, and the cell's own numbers where nothing is held."""
    return torch.where(held.isnan(), own, held)
