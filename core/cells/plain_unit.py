"""The common part of plain recurrent cells, which squash once and have no gate."""

from typing import Generic, NamedTuple, TypeVar

from torch import Tensor

from .base import Preactivation, TensorParts
from .feedback import FeedbackCell

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


class PlainUnit(FeedbackCell[RNNState, RNNGates[TensorParts], RNNGates[Tensor]]):
    """A plain recurrent cell; its kinds differ in what squashes the new hidden state."""

    blocks = RNNGates._fields

    def initial_state(self, batch_size: int) -> RNNState:
        return RNNState(self.weight_hh.new_zeros(batch_size, self.hidden_size))

    def parts(self, from_x: Tensor, from_h: Tensor) -> RNNGates[TensorParts]:
        return RNNGates(Preactivation(from_x, from_h, self.bias_ih + self.bias_hh))

    def update(self, gates: RNNGates[Tensor], state: RNNState) -> RNNState:
        return RNNState(gates.hidden_state)

    def forward(self, x: Tensor, state: RNNState) -> RNNStep:
        """Take one step: x ``(batch, input_size)``."""
        new = self.update(self.gates(x, state.hidden_state), state)
        return RNNStep(hidden_state=new.hidden_state, state=new)
