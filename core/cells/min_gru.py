"""The minimal gated recurrent unit: neither its gate nor its candidate looks at the state."""

from typing import Generic, NamedTuple, TypeVar, final

from torch import Tensor

from .base import Preactivation, RecurrentCell, TensorParts
from .gated_unit import GRUState
from .matmul import product
from .quantities import MIN_GRU_QUANTITIES

Value = TypeVar("Value")


class MinGRUGates(NamedTuple, Generic[Value]):
    """One gate and the candidate: each ``(..., hidden_size)``."""

    update_gate: Value
    candidate: Value


class MinGRUStep(NamedTuple):
    """Everything that one step computes, each ``(..., hidden_size)``."""

    update_gate: Tensor
    candidate: Tensor
    hidden_state: Tensor
    state: GRUState


@final
class MinGRUCell(RecurrentCell[GRUState, MinGRUGates[TensorParts], MinGRUGates[Tensor]]):
    """Feng et al. (2024), "Were RNNs All We Needed?", without their log-space form.

    Gate and candidate are known for all tokens at once, and h_t = (1 - z_t) h_{t-1} + z_t h̃_t is
    linear in h_{t-1}: ``min_gru_layer`` computes all steps of a text in parallel. No unit looks at
    another one, and there is neither ``weight_hh`` nor ``bias_hh``.
    """

    name = "min-gru"
    blocks = MinGRUGates._fields
    quantities = MIN_GRU_QUANTITIES

    def initial_state(self, batch_size: int) -> GRUState:
        return GRUState(self.weight_ih.new_zeros(batch_size, self.hidden_size))

    def preactivations(self, x: Tensor, hidden: Tensor) -> MinGRUGates[TensorParts]:
        self.check(x, hidden)
        x_z, x_n = product(x, self.weight_ih).chunk(2, -1)
        b_z, b_n = self.bias_ih.clone().chunk(2)  # what keeps it does not change with the weights
        nothing = hidden.new_zeros(self.hidden_size)
        return MinGRUGates(Preactivation(x_z, nothing, b_z), Preactivation(x_n, nothing, b_n))

    def activate(self, preactivations: MinGRUGates[TensorParts]) -> MinGRUGates[Tensor]:
        z, n = (part.from_x + part.bias for part in preactivations)
        return MinGRUGates(z.sigmoid_(), n)

    def update(self, gates: MinGRUGates[Tensor], state: GRUState) -> GRUState:
        z, n = gates
        h = (1 - z) * state.hidden_state + z * n
        return GRUState(h)

    def forward(self, x: Tensor, state: GRUState) -> MinGRUStep:
        """Take one step: x ``(batch, input_size)``."""
        gates = self.gates(x, state.hidden_state)
        new = self.update(gates, state)
        return MinGRUStep(**gates._asdict(), hidden_state=new.hidden_state, state=new)
