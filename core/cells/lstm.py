"""The long short-term memory cell: three gates around a cell state."""

from typing import final

from torch import Tensor, tanh

from .long_short_term import LongShortTermUnit, LSTMGates, LSTMState
from .quantities import LSTM_QUANTITIES


@final
class LSTMCell(LongShortTermUnit):
    """Hochreiter and Schmidhuber (1997) with Gers' forget gate (2000), as ``torch.nn.LSTMCell``."""

    name = "lstm"
    quantities = LSTM_QUANTITIES

    def update(self, gates: LSTMGates[Tensor], state: LSTMState) -> LSTMState:
        i, f, g, o = gates
        c = f * state.cell_state + i * g
        h = o * tanh(c)
        return LSTMState(hidden_state=h, cell_state=c)
