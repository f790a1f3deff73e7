"""The gated recurrent unit as PyTorch has it: the reset gate acts after the product, z keeps."""

from typing import Generic, NamedTuple, TypeVar

from torch import Tensor, sigmoid

from .base import Preactivation, RecurrentCell, total
from .matmul import product
from .quantities import GRU_QUANTITIES

Value = TypeVar("Value")


class GRUGates(NamedTuple, Generic[Value]):
    """Two gates and the candidate: each ``(..., hidden_size)``."""

    reset_gate: Value
    update_gate: Value
    candidate: Value


class GRUState(NamedTuple):
    """What is handed on to the next step, ``(..., hidden_size)``."""

    hidden_state: Tensor


class GRUStep(NamedTuple):
    """All that one token caused, each ``(..., hidden_size)``."""

    reset_gate: Tensor
    update_gate: Tensor
    candidate: Tensor
    hidden_state: Tensor
    state: GRUState


class GRUCell(RecurrentCell):
    """Cho et al. (2014) as ``torch.nn.GRUCell``; ``PaperGRUCell`` has the papers' own form."""

    name = "gru"
    blocks = GRUGates._fields
    quantities = GRU_QUANTITIES

    def initial_state(self, batch_size: int) -> GRUState:
        return GRUState(self.weight_hh.new_zeros(batch_size, self.hidden_size))

    def preactivations(
        self, x: Tensor, hidden: Tensor, reset_gate: Tensor | None = None
    ) -> GRUGates[Preactivation]:
        self.check(x, hidden)
        return self.parts(product(x, self.weight_ih), product(hidden, self.weight_hh), reset_gate)

    def parts(
        self, from_x: Tensor, from_h: Tensor, reset_gate: Tensor | None = None
    ) -> GRUGates[Preactivation]:
        (x_r, x_z, x_n), (h_r, h_z, h_n) = from_x.chunk(3, -1), from_h.chunk(3, -1)
        (b_xr, b_xz, b_xn), (b_hr, b_hz, b_hn) = self.bias_ih.chunk(3), self.bias_hh.chunk(3)
        reset = Preactivation(x_r, h_r, b_xr + b_hr)
        r = sigmoid(total(reset)) if reset_gate is None else reset_gate
        return GRUGates(
            reset_gate=reset,
            update_gate=Preactivation(x_z, h_z, b_xz + b_hz),
            candidate=Preactivation(x_n, r * h_n, b_xn + r * b_hn),
        )

    def activate(self, preactivations: GRUGates[Preactivation]) -> GRUGates[Tensor]:
        r, z, n = map(total, preactivations)
        return GRUGates(r.sigmoid_(), z.sigmoid_(), n.tanh_())

    def update(self, gates: GRUGates[Tensor], state: GRUState) -> GRUState:
        _, z, n = gates
        h = (1 - z) * n + z * state.hidden_state
        return GRUState(h)

    def forward(self, x: Tensor, state: GRUState) -> GRUStep:
        """Take one step: x ``(batch, input_size)``."""
        gates = self.gates(x, state.hidden_state)
        new = self.update(gates, state)
        return GRUStep(*gates, hidden_state=new.hidden_state, state=new)
