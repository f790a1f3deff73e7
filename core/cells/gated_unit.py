"""The common part of both forms of the gated recurrent unit: records, state and squashing."""

from abc import abstractmethod
from typing import Generic, NamedTuple, TypeVar

from torch import Tensor

from .base import TensorParts, total
from .feedback import FeedbackCell

Value = TypeVar("Value")


class GRUGates(NamedTuple, Generic[Value]):
    """Two gates and the candidate: each ``(..., hidden_size)``."""

    reset_gate: Value
    update_gate: Value
    candidate: Value


class GRUState(NamedTuple):
    """The state that is passed on to the next step, ``(..., hidden_size)``."""

    hidden_state: Tensor


class GRUStep(NamedTuple):
    """Everything that one step computes, each ``(..., hidden_size)``."""

    reset_gate: Tensor
    update_gate: Tensor
    candidate: Tensor
    hidden_state: Tensor
    state: GRUState


class GatedUnit(FeedbackCell[GRUState, GRUGates[TensorParts], GRUGates[Tensor]]):
    """A gated recurrent unit; the forms differ in where the reset gate acts and what z keeps."""

    blocks = GRUGates._fields

    def initial_state(self, batch_size: int) -> GRUState:
        return GRUState(self.weight_hh.new_zeros(batch_size, self.hidden_size))

    @abstractmethod
    def preactivations(
        self, x: Tensor, hidden: Tensor, reset_gate: Tensor | None = None
    ) -> GRUGates[TensorParts]:
        """Return the inputs of the squashing functions.

        Args:
            x: token vectors, ``(..., input_size)``.
            hidden: previous hidden states, ``(..., hidden_size)``.
            reset_gate: the one that the candidate is made with; by default, the cell's own.

        Raises:
            ValueError: if a vector has another last dimension.
        """

    def activate(self, preactivations: GRUGates[TensorParts]) -> GRUGates[Tensor]:
        r, z, n = map(total, preactivations)
        return GRUGates(r.sigmoid_(), z.sigmoid_(), n.tanh_())

    def forward(self, x: Tensor, state: GRUState) -> GRUStep:
        """Take one step: x ``(batch, input_size)``."""
        gates = self.gates(x, state.hidden_state)
        new = self.update(gates, state)
        return GRUStep(**gates._asdict(), hidden_state=new.hidden_state, state=new)
