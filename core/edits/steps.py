"""A cell's steps while some of its quantities are held at values that it did not compute."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor

from ..cells.base import RecurrentCell
from ..cells.gru import GRUCell
from ..cells.lstm import LSTMState


class Step(NamedTuple):
    """All that one token caused, each ``(batch, hidden_size)``.

    Attributes:
        preactivations: what the cell squashes, whether or not the outcome is held.
        gates: the cell's own but where one is held.
        state: what is handed on.
    """

    preactivations: Any
    gates: Any
    state: Any


def steps(
    cell: RecurrentCell, inputs: Tensor, state: Any, held: Iterable[Mapping[str, Tensor]]
) -> Iterator[Step]:
    """Yield one step after the other.

    Args:
        cell: the cell.
        inputs: token vectors, ``(T, input_size)``, which all rows of a batch read.
        state: the state before the first of them, of any batch size.
        held: for each token, quantity name -> what it is held at, ``(1 or batch, hidden_size)``,
            NaN where it is free.
    """
    for x, values in zip(inputs[:, None], held, strict=True):
        taken = _step(cell, x, state, values)
        yield taken
        state = taken.state


def _step(cell: RecurrentCell, x: Tensor, state: Any, held: Mapping[str, Tensor]) -> Step:
    preactivations = cell.preactivations(x, state.hidden_state)
    if isinstance(cell, GRUCell) and "reset_gate" in held:  # the candidate is made with this one
        reset_gate = put(held["reset_gate"], cell.activate(preactivations).reset_gate)
        preactivations = cell.preactivations(x, state.hidden_state, reset_gate)
    gates = cell.activate(preactivations)
    gates = gates._replace(
        **{name: put(held[name], own) for name, own in gates._asdict().items() if name in held}
    )
    new = cell.update(*_as_asked(gates, state, held))
    if "hidden_state" in held:
        new = new._replace(hidden_state=put(held["hidden_state"], new.hidden_state))
    return Step(preactivations, gates, new)


def _as_asked(gates: Any, state: Any, held: Mapping[str, Tensor]) -> tuple[Any, Any]:
    """Return the gates and the state from which ``update`` makes the cell state that is held.

    An old cell state that is kept whole, with nothing written to it, is the new one.
    """
    if not isinstance(state, LSTMState) or "cell_state" not in held:
        return gates, state
    c = held["cell_state"]
    free = c.isnan()
    gates = gates._replace(
        forget_gate=torch.where(free, gates.forget_gate, 1),
        input_gate=torch.where(free, gates.input_gate, 0),
    )
    return gates, state._replace(cell_state=put(c, state.cell_state))


def put(held: Tensor, own: Tensor) -> Tensor:
    """Return what is held, and a cell's own numbers where nothing is."""
    return torch.where(held.isnan(), own, held)
