"""The same gradients from PyTorch's autograd, through the cells' own forward steps."""

from collections.abc import Collection
from typing import NamedTuple

import torch
from torch import Tensor

from core.cells import LSTMCell
from tests.core.cells.strategies import Case


class Walk(NamedTuple):
    """The hidden states as a loss sees them, ``(T, H)``, and what they can be asked about.

    ``hidden`` and ``memory`` are zeros that were added to every h_t and c_t; what is added to c_t
    is seen in h_t by the loss, but not by the next step.
    """

    seen: Tensor
    hidden: Tensor
    memory: Tensor
    inputs: Tensor


def walk(case: Case, cuts: Collection[int] = ()) -> Walk:
    """Take one step after the other; at a cut, the step finds a state that knows no gradient."""
    shape = len(case.inputs), case.cell.hidden_size
    hidden, memory = (torch.zeros(shape, dtype=torch.float64, requires_grad=True) for _ in "hc")
    inputs, state, seen = case.inputs.clone().requires_grad_(), case.state, []
    for t, x in enumerate(inputs):
        if t in cuts:
            state = type(state)(*(part.detach() for part in state))
        step = case.cell(x[None], state)
        state = step.state._replace(hidden_state=step.hidden_state + hidden[t])
        see = state.hidden_state
        if isinstance(case.cell, LSTMCell):
            state = state._replace(cell_state=step.cell_state + memory[t])
            see = step.output_gate * torch.tanh(state.cell_state) + hidden[t]
        seen.append(see)
    return Walk(torch.cat(seen) if seen else hidden, hidden, memory, inputs)
