"""The minimal GRU over whole texts, all steps in parallel."""

from torch import Tensor, nn
from torch.nn.functional import linear

from .linear_scan import linear_scan
from .min_gru import MinGRUCell


class MinGRULayer(nn.Module):
    """All steps of a ``MinGRUCell``, called as a layer of ``torch.nn`` with ``batch_first=True``.

    Args:
        cell: the cell, whose weights are copied; named as in ``torch.nn.GRU``, ``weight_ih_l0``.
    """

    def __init__(self, cell: MinGRUCell) -> None:
        super().__init__()
        self.hidden_size = cell.hidden_size
        self.weight_ih_l0, self.bias_ih_l0 = (
            nn.Parameter(weight.detach().clone()) for weight in (cell.weight_ih, cell.bias_ih)
        )

    def forward(self, x: Tensor, state: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Run token vectors ``(batch, T, input_size)`` from a state, or from zeros.

        Returns:
            The hidden states, ``(batch, T, hidden_size)``, and the last, ``(1, batch,
            hidden_size)``.
        """
        first = x.new_zeros(len(x), self.hidden_size) if state is None else state[0]
        from_x = linear(x.transpose(0, 1), self.weight_ih_l0, self.bias_ih_l0)
        z, candidate = from_x.chunk(2, -1)
        taken = z.sigmoid()
        hidden = linear_scan(1 - taken, taken * candidate, first)
        last = hidden[-1] if len(hidden) else first
        return hidden.transpose(0, 1), last[None]
