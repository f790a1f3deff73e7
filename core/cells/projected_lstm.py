"""The LSTM whose hidden state is a projection of what it shows of the cell state."""

from typing import final

import torch
from torch import Tensor, nn, tanh
from torch.nn.functional import linear

from .long_short_term import LongShortTermUnit, LSTMGates, LSTMState
from .quantities import PROJECTED_LSTM_QUANTITIES


@final
class ProjectedLSTMCell(LongShortTermUnit):
    """Sak et al. (2014), as ``torch.nn.LSTM`` with a ``proj_size``.

    No network that ships has it, so it is not among ``CELLS``.

    Args:
        input_size: length of the token's vector x_t.
        hidden_size: number of units, the length of the cell state and of the gates.
        output_size: length of the hidden state.
        generator: source of the initial weights; PyTorch's default one where none is given.

    Raises:
        ValueError: if a size is below 1.
    """

    name = "projected-lstm"
    quantities = PROJECTED_LSTM_QUANTITIES
    weight_hr: nn.Parameter

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        generator: torch.Generator | None = None,
    ) -> None:
        if output_size < 1:
            raise ValueError(f"ProjectedLSTMCell expected sizes of at least 1, got {output_size=}.")
        self.output_size = output_size
        super().__init__(input_size, hidden_size, generator)

    def shapes(self) -> dict[str, tuple[int, ...]]:
        rows = len(self.blocks) * self.hidden_size
        recurrent = {
            "weight_hh": (rows, self.output_size),
            "weight_hr": (self.output_size, self.hidden_size),
        }
        return super().shapes() | recurrent

    def width(self, quantity: str) -> int:
        return self.output_size if quantity == "hidden_state" else super().width(quantity)

    def update(self, gates: LSTMGates[Tensor], state: LSTMState) -> LSTMState:
        i, f, g, o = gates
        c = f * state.cell_state + i * g
        h = linear(o * tanh(c), self.weight_hr)
        return LSTMState(hidden_state=h, cell_state=c)
