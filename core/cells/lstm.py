"""The long short-term memory cell: three gates around a cell state."""

from typing import Generic, NamedTuple, TypeVar, final

from torch import Tensor, tanh

from .base import Preactivation, TensorParts, total
from .feedback import FeedbackCell
from .quantities import LSTM_QUANTITIES

Value = TypeVar("Value")


class LSTMGates(NamedTuple, Generic[Value]):
    """Three gates and the candidate, in PyTorch's order: each ``(..., hidden_size)``."""

    input_gate: Value
    forget_gate: Value
    candidate: Value
    output_gate: Value


class LSTMState(NamedTuple):
    """The state that is passed on to the next step, each ``(..., hidden_size)``."""

    hidden_state: Tensor
    cell_state: Tensor


class LSTMStep(NamedTuple):
    """Everything that one step computes, each ``(..., hidden_size)``."""

    input_gate: Tensor
    forget_gate: Tensor
    candidate: Tensor
    output_gate: Tensor
    cell_state: Tensor
    hidden_state: Tensor
    state: LSTMState


@final
class LSTMCell(FeedbackCell[LSTMState, LSTMGates[TensorParts], LSTMGates[Tensor]]):
    """Hochreiter and Schmidhuber (1997) with Gers' forget gate (2000), as ``torch.nn.LSTMCell``."""

    name = "lstm"
    blocks = LSTMGates._fields
    quantities = LSTM_QUANTITIES
    memory = "cell_state"

    def initial_state(self, batch_size: int) -> LSTMState:
        zeros = self.weight_hh.new_zeros(batch_size, self.hidden_size)
        return LSTMState(zeros, zeros)

    def parts(self, from_x: Tensor, from_h: Tensor) -> LSTMGates[TensorParts]:
        biases = (self.bias_ih + self.bias_hh).chunk(4)
        return LSTMGates(*map(Preactivation, from_x.chunk(4, -1), from_h.chunk(4, -1), biases))

    def activate(self, preactivations: LSTMGates[TensorParts]) -> LSTMGates[Tensor]:
        i, f, g, o = map(total, preactivations)
        return LSTMGates(i.sigmoid_(), f.sigmoid_(), g.tanh_(), o.sigmoid_())

    def update(self, gates: LSTMGates[Tensor], state: LSTMState) -> LSTMState:
        i, f, g, o = gates
        c = f * state.cell_state + i * g
        h = o * tanh(c)
        return LSTMState(hidden_state=h, cell_state=c)

    def forward(self, x: Tensor, state: LSTMState) -> LSTMStep:
        """Take one step: x ``(batch, input_size)``."""
        gates = self.gates(x, state.hidden_state)
        new = self.update(gates, state)
        return LSTMStep(**gates._asdict(), **new._asdict(), state=new)
