"""The plain recurrent cell with a rectifier in the place of tanh."""

from typing import final

import torch
from torch import Tensor

from ..notation import N_, Quantity
from .base import Preactivation, RecurrentCell, TensorParts, total
from .rnn import RNNGates, RNNState, RNNStep


@final
class ReluRNNCell(RecurrentCell[RNNState, RNNGates[TensorParts], RNNGates[Tensor]]):
    """``torch.nn.RNNCell`` with ``nonlinearity="relu"``; with W_hh = 1, Le, Jaitly, Hinton (2015).

    No network that ships has it, so it is not among ``CELLS``.
    """

    name = "relu-rnn"
    blocks = ("hidden_state",)
    quantities = (
        Quantity(
            "hidden_state",
            r"h_t",
            r"\max(0, W_{xh} x_t + W_{hh} h_{t-1} + b_h)",
            None,
            N_("what the network remembers after this token, and all that the next step sees"),
        ),
    )

    def initial_state(self, batch_size: int) -> RNNState:
        return RNNState(self.weight_hh.new_zeros(batch_size, self.hidden_size))

    def parts(self, from_x: Tensor, from_h: Tensor) -> RNNGates[TensorParts]:
        return RNNGates(Preactivation(from_x, from_h, self.bias_ih + self.bias_hh))

    def activate(self, preactivations: RNNGates[TensorParts]) -> RNNGates[Tensor]:
        return RNNGates(torch.relu(total(preactivations.hidden_state)))

    def update(self, gates: RNNGates[Tensor], state: RNNState) -> RNNState:
        return RNNState(gates.hidden_state)

    def forward(self, x: Tensor, state: RNNState) -> RNNStep:
        """Take one step: x ``(batch, input_size)``."""
        new = self.update(self.gates(x, state.hidden_state), state)
        return RNNStep(hidden_state=new.hidden_state, state=new)
