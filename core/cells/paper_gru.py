"""The gated recurrent unit as the papers and the lecture notes have it."""

from typing import final

import torch
from torch import Tensor, sigmoid

from .base import Preactivation, TensorParts
from .gated_unit import GatedUnit, GRUGates, GRUState
from .gru import GRUCell
from .matmul import product
from .quantities import PAPER_GRU_QUANTITIES


@final
class PaperGRUCell(GatedUnit):
    """Chung et al. (2014): the reset gate acts on h before the product, and z takes the new.

    Parameter names, shapes and block order (r, z, n) are those of ``GRUCell``. PyTorch's z is
    one minus this z.
    """

    name = "paper-gru"
    quantities = PAPER_GRU_QUANTITIES

    def preactivations(
        self, x: Tensor, hidden: Tensor, reset_gate: Tensor | None = None
    ) -> GRUGates[TensorParts]:
        self.check(x, hidden)
        from_x = product(x, self.weight_ih)
        w_hr, w_hz, w_hn = self.weight_hh.chunk(3)
        h_r, h_z = product(hidden, w_hr), product(hidden, w_hz)
        r = reset_gate
        if r is None:
            r = sigmoid(from_x[..., : self.hidden_size] + h_r + self._biases()[0])
        h_n = product(r * hidden, w_hn)
        return self.parts(from_x, torch.cat([h_r, h_z, h_n], -1))

    def parts(self, from_x: Tensor, from_h: Tensor) -> GRUGates[TensorParts]:
        # The candidate's product already contains r ⊙ h, so no reset gate is needed here.
        chunks = from_x.chunk(3, -1), from_h.chunk(3, -1), self._biases()
        return GRUGates(*map(Preactivation, *chunks))

    def _biases(self) -> tuple[Tensor, ...]:
        return (self.bias_ih + self.bias_hh).chunk(3)

    def update(self, gates: GRUGates[Tensor], state: GRUState) -> GRUState:
        _, z, n = gates
        h = (1 - z) * state.hidden_state + z * n
        return GRUState(h)


def as_paper_gru(cell: GRUCell) -> PaperGRUCell:
    """Return the papers' GRU with the weights of PyTorch's, which stays as it is.

    The rows of z are negated in weights and biases: σ(−a) = 1 − σ(a), so that from equal inputs and
    states its z is one minus PyTorch's, and both cells take equal shares of their candidates. The
    remaining difference is the place of the reset gate: W (r ⊙ h) + b here, r ⊙ (W h + b) there.
    The two are equal where r is 1 in all units, and drift apart elsewhere.

    Raises:
        ValueError: if the cell is of another kind.
    """
    if not isinstance(cell, GRUCell):
        raise ValueError(f"as_paper_gru expected a GRUCell, got {type(cell).__name__}.")
    sizes = (cell.input_size, cell.hidden_size)
    paper = PaperGRUCell(*sizes, torch.Generator()).to(cell.weight_ih.dtype)
    paper.load_state_dict(cell.state_dict())
    with torch.no_grad():
        for parameter in paper.parameters():
            parameter.chunk(3)[1].neg_()
    return paper.requires_grad_(cell.weight_ih.requires_grad)
