"""The common part of the LSTMs: records, and gates that look at x and the hidden state before."""

from typing import Generic, NamedTuple, TypeVar

from torch import Tensor

from .base import Preactivation, TensorParts, total
from .feedback import FeedbackCell

Value = TypeVar("Value")


class LSTMGates(NamedTuple, Generic[Value]):
    """Three gates and the candidate, in PyTorch's order: each ``(..., hidden_size)``."""

    input_gate: Value
    forget_gate: Value
    candidate: Value
    output_gate: Value


class LSTMState(NamedTuple):
    """The state that is passed on to the next step, each ``(..., its width)``."""

    hidden_state: Tensor
    cell_state: Tensor


class LSTMStep(NamedTuple):
    """Everything that one step computes, each ``(..., its width)``."""

    input_gate: Tensor
    forget_gate: Tensor
    candidate: Tensor
    output_gate: Tensor
    cell_state: Tensor
    hidden_state: Tensor
    state: LSTMState


class LongShortTermUnit(FeedbackCell[LSTMState, LSTMGates[TensorParts], LSTMGates[Tensor]]):
    """An LSTM; its kinds differ in what is shown of the cell state."""

    blocks = LSTMGates._fields
    memory = "cell_state"

    def initial_state(self, batch_size: int) -> LSTMState:
        widths = map(self.width, LSTMState._fields)
        return LSTMState(*(self.weight_hh.new_zeros(batch_size, width) for width in widths))

    def parts(self, from_x: Tensor, from_h: Tensor) -> LSTMGates[TensorParts]:
        biases = (self.bias_ih + self.bias_hh).chunk(4)
        return LSTMGates(*map(Preactivation, from_x.chunk(4, -1), from_h.chunk(4, -1), biases))

    def activate(self, preactivations: LSTMGates[TensorParts]) -> LSTMGates[Tensor]:
        i, f, g, o = map(total, preactivations)
        return LSTMGates(i.sigmoid_(), f.sigmoid_(), g.tanh_(), o.sigmoid_())

    def forward(self, x: Tensor, state: LSTMState) -> LSTMStep:
        """Take one step: x ``(batch, input_size)``."""
        gates = self.gates(x, state.hidden_state)
        new = self.update(gates, state)
        return LSTMStep(**gates._asdict(), **new._asdict(), state=new)
