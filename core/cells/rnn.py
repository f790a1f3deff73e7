"""The plain recurrent cell: one tanh, no gate."""

from typing import Generic, NamedTuple, TypeVar, final

import torch
from torch import Tensor

from ..notation import N_, Quantity
from .base import Preactivation, RecurrentCell, TensorParts, total

Value = TypeVar("Value")


class RNNGates(NamedTuple, Generic[Value]):
    """No gate at all: the new hidden state is written as it is."""

    hidden_state: Value


class RNNState(NamedTuple):
    """The state that is passed on to the next step, ``(..., hidden_size)``."""

    hidden_state: Tensor


class RNNStep(NamedTuple):
    """Everything that one step computes, ``(..., hidden_size)``."""

    hidden_state: Tensor
    state: RNNState


@final
class RNNCell(RecurrentCell[RNNState, RNNGates[TensorParts], RNNGates[Tensor]]):
    """Elman's network (1990), as ``torch.nn.RNNCell`` with tanh."""

    name = "rnn"
    blocks = ("hidden_state",)
    quantities = (
        Quantity(
            "hidden_state",
            r"h_t",
            r"\tanh(W_{xh} x_t + W_{hh} h_{t-1} + b_h)",
            (-1, 1),
            N_("what the network remembers after this token, and all that the next step sees"),
        ),
    )

    def initial_state(self, batch_size: int) -> RNNState:
        return RNNState(self.weight_hh.new_zeros(batch_size, self.hidden_size))

    def parts(self, from_x: Tensor, from_h: Tensor) -> RNNGates[TensorParts]:
        return RNNGates(Preactivation(from_x, from_h, self.bias_ih + self.bias_hh))

    def activate(self, preactivations: RNNGates[TensorParts]) -> RNNGates[Tensor]:
        return RNNGates(torch.tanh(total(preactivations.hidden_state)))

    def update(self, gates: RNNGates[Tensor], state: RNNState) -> RNNState:
        return RNNState(gates.hidden_state)

    def forward(self, x: Tensor, state: RNNState) -> RNNStep:
        """Take one step: x ``(batch, input_size)``."""
        new = self.update(self.gates(x, state.hidden_state), state)
        return RNNStep(hidden_state=new.hidden_state, state=new)
