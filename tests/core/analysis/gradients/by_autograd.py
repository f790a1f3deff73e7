"""Gradients from PyTorch's autograd, through the cells' own forward steps."""

from collections.abc import Collection
from typing import NamedTuple

import torch
from torch import Tensor

from core.cells import LSTMCell
from tests.core.cells.strategies import Case


class ForwardPass(NamedTuple):
    """The hidden states that a loss depends on, ``(T, H)``, and variables to differentiate by.

    ``hidden``, ``memory`` and ``total`` are zeros that were added to every h_t and c_t. What
    ``memory`` adds to c_t reaches the loss through h_t, but does not change the h_t that the next
    step reads; what ``total`` adds changes that, too.
    """

    states: Tensor
    hidden: Tensor
    memory: Tensor
    total: Tensor
    inputs: Tensor


def forward_pass(case: Case, cuts: Collection[int] = ()) -> ForwardPass:
    """Run a cell step by step; at a cut, the state that the step reads is detached."""
    shape = len(case.inputs), case.cell.hidden_size
    zeros = (torch.zeros(shape, dtype=torch.float64, requires_grad=True) for _ in range(3))
    hidden, memory, total = zeros
    inputs, state, states = case.inputs.clone().requires_grad_(), case.state, []
    for t, x in enumerate(inputs):
        if t in cuts:
            state = type(state)(*(part.detach() for part in state))
        step = case.cell(x[None], state)
        state = step.state._replace(hidden_state=step.hidden_state + hidden[t])
        shown = state.hidden_state
        if isinstance(case.cell, LSTMCell):
            c = step.cell_state + total[t]
            read = step.output_gate * torch.tanh(c) + hidden[t]
            state = state._replace(cell_state=c + memory[t], hidden_state=read)
            shown = step.output_gate * torch.tanh(state.cell_state) + hidden[t]
        states.append(shown)
    return ForwardPass(torch.cat(states) if states else hidden, hidden, memory, total, inputs)
