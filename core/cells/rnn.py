"""The plain recurrent cell: one tanh, no gate."""

from typing import final

import torch
from torch import Tensor

from ..notation import N_, Quantity
from .base import TensorParts, total
from .plain_unit import PlainUnit, RNNGates


@final
class RNNCell(PlainUnit):
    """Elman's network (1990), as ``torch.nn.RNNCell`` with tanh."""

    name = "rnn"
    quantities = (
        Quantity(
            "hidden_state",
            r"h_t",
            r"\tanh(W_{xh} x_t + W_{hh} h_{t-1} + b_h)",
            (-1, 1),
            N_("what the network remembers after this token, and all that the next step sees"),
        ),
    )

    def activate(self, preactivations: RNNGates[TensorParts]) -> RNNGates[Tensor]:
        return RNNGates(torch.tanh(total(preactivations.hidden_state)))
