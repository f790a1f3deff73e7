"""Our cells from PyTorch's own layers: the other way round than ``torch_layers``."""

import torch
from torch import nn

from .base import RecurrentCell
from .gru import GRUCell
from .lstm import LSTMCell
from .projected_lstm import ProjectedLSTMCell
from .relu_rnn import ReluRNNCell
from .rnn import RNNCell

_BY_MODE: dict[str, type[RecurrentCell]] = {
    "RNN_TANH": RNNCell,
    "RNN_RELU": ReluRNNCell,
    "LSTM": LSTMCell,
    "GRU": GRUCell,
}


def from_torch(module: nn.RNNBase | nn.RNNCellBase) -> tuple[RecurrentCell, ...]:
    """Return our cells with copies of the weights of PyTorch's layers, one for each of these.

    Layers come from the first to the last, and of each the forward direction before the backward
    one. Biases that the module does not have are zeros. Dropout and ``batch_first`` are no part of
    a cell.

    Args:
        module: ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``, of any number of layers and directions, with
            or without ``proj_size``; or ``nn.RNNCell``, ``nn.LSTMCell`` or ``nn.GRUCell``.

    Raises:
        TypeError: if it is something else.
    """
    if isinstance(module, nn.RNNBase):
        ends = ["", "_reverse"][: 1 + module.bidirectional]
        places = [f"_l{layer}{end}" for layer in range(module.num_layers) for end in ends]
        return tuple(_cell(module, module.mode, place) for place in places)
    if isinstance(module, nn.RNNCellBase):
        return (_cell(module, _mode(module), ""),)
    raise TypeError(
        "from_torch expected nn.RNN, nn.LSTM, nn.GRU or one of their cells; got "
        f"{type(module).__name__}. Give it the layer itself, such as model.lstm."
    )


def _mode(module: nn.RNNCellBase) -> str:
    if isinstance(module, nn.RNNCell):
        return f"RNN_{module.nonlinearity.upper()}"
    return "LSTM" if isinstance(module, nn.LSTMCell) else "GRU"


def _cell(module: nn.Module, mode: str, place: str) -> RecurrentCell:
    """Return the cell of one layer and direction, whose weights' names end so."""
    weights = {
        name.removesuffix(place): weight.detach()
        for name, weight in module.named_parameters()
        if name.endswith(place) and name.removesuffix(place).count("_") == 1
    }
    rows, input_size = weights["weight_ih"].shape
    hidden_size = rows // len(_BY_MODE[mode].blocks)
    first = torch.Generator()  # the weights that it draws are replaced
    if "weight_hr" in weights:
        projected = len(weights["weight_hr"])
        cell: RecurrentCell = ProjectedLSTMCell(input_size, hidden_size, projected, first)
    else:
        cell = _BY_MODE[mode](input_size, hidden_size, first)
    own = cell.state_dict()
    zeros = {name: own[name].zero_() for name in own if name not in weights}
    cell.to(weights["weight_ih"].dtype).load_state_dict(zeros | weights)
    return cell.requires_grad_(False)
