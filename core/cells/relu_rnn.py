"""The plain recurrent cell with a rectifier in the place of tanh."""

from typing import final

import torch
from torch import Tensor

from ..notation import N_, Quantity
from .base import TensorParts, total
from .plain_unit import PlainUnit, RNNGates


@final
class ReluRNNCell(PlainUnit):
    """``torch.nn.RNNCell`` with ``nonlinearity="relu"``; with W_hh = 1, Le, Jaitly, Hinton (2015).

    No network that ships has it, so it is not among ``CELLS``.
    """

    name = "relu-rnn"
    quantities = (
        Quantity(
            "hidden_state",
            r"h_t",
            r"\max(0, W_{xh} x_t + W_{hh} h_{t-1} + b_h)",
            None,
            N_("what the network remembers after this token, and all that the next step sees"),
        ),
    )

    def activate(self, preactivations: RNNGates[TensorParts]) -> RNNGates[Tensor]:
        return RNNGates(torch.relu(total(preactivations.hidden_state)))
