"""The gated recurrent unit as PyTorch has it: the reset gate acts after the product, z keeps."""

from typing import final

from torch import Tensor, sigmoid

from .base import Preactivation, TensorParts, total
from .gated_unit import GatedUnit, GRUGates, GRUState
from .matmul import product
from .quantities import GRU_QUANTITIES


@final
class GRUCell(GatedUnit):
    """Cho et al. (2014) as ``torch.nn.GRUCell``; ``PaperGRUCell`` has the papers' own form."""

    name = "gru"
    quantities = GRU_QUANTITIES

    def preactivations(
        self, x: Tensor, hidden: Tensor, reset_gate: Tensor | None = None
    ) -> GRUGates[TensorParts]:
        self.check(x, hidden)
        return self.parts(product(x, self.weight_ih), product(hidden, self.weight_hh), reset_gate)

    def parts(
        self, from_x: Tensor, from_h: Tensor, reset_gate: Tensor | None = None
    ) -> GRUGates[TensorParts]:
        (x_r, x_z, x_n), (h_r, h_z, h_n) = from_x.chunk(3, -1), from_h.chunk(3, -1)
        (b_xr, b_xz, b_xn), (b_hr, b_hz, b_hn) = self.bias_ih.chunk(3), self.bias_hh.chunk(3)
        reset = Preactivation(x_r, h_r, b_xr + b_hr)
        r = sigmoid(total(reset)) if reset_gate is None else reset_gate
        return GRUGates(
            reset_gate=reset,
            update_gate=Preactivation(x_z, h_z, b_xz + b_hz),
            candidate=Preactivation(x_n, r * h_n, b_xn + r * b_hn),
        )

    def update(self, gates: GRUGates[Tensor], state: GRUState) -> GRUState:
        _, z, n = gates
        h = (1 - z) * n + z * state.hidden_state
        return GRUState(h)
