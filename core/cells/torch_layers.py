"""Conversion of our cells to layers that read whole texts and back, with weights unchanged."""

from typing import Any

import torch
from torch import nn

from .base import RecurrentCell
from .lstm import LSTMCell
from .min_gru import MinGRUCell
from .min_gru_layer import MinGRULayer
from .paper_gru import PaperGRUCell
from .paper_gru_layer import PaperGRULayer
from .projected_lstm import ProjectedLSTMCell
from .relu_rnn import ReluRNNCell
from .rnn import RNNCell

LAYERS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
# First weights, which ours replace, would cost random numbers of the process, and time.
_WITHOUT_WEIGHTS = {
    name: type(layer.__name__, (layer,), {"reset_parameters": lambda _self: None})
    for name, layer in LAYERS.items()
}
PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
"""The names of a layer's weights in PyTorch, without the number of the layer."""


def torch_layer(cell: RecurrentCell) -> nn.RNNBase:
    """Return the ``torch.nn`` layer that computes the same, with a copy of the cell's weights.

    Raises:
        ValueError: for a cell that PyTorch does not have, such as ``PaperGRUCell``.
    """
    kind, options = _as_in_torch(cell)
    if kind not in LAYERS:
        raise ValueError(
            f"torch.nn has no layer for {cell.name!r}; it has {', '.join(LAYERS)}. "
            "core.trace.unroll runs any cell."
        )
    sizes, dtype = (cell.input_size, cell.hidden_size), cell.weight_ih.dtype
    about = options | {"batch_first": True, "dtype": dtype, "device": "meta"}
    layer = _WITHOUT_WEIGHTS[kind](*sizes, **about)
    weights = {f"{name}_l0": each.detach().clone() for name, each in cell.named_parameters()}
    layer.load_state_dict(weights, assign=True)
    return layer


def _as_in_torch(cell: RecurrentCell) -> tuple[str, dict[str, Any]]:
    """Return the name of a cell's layer in ``LAYERS``, if it has one, and the layer's options."""
    if isinstance(cell, ReluRNNCell):
        return RNNCell.name, {"nonlinearity": "relu"}
    if isinstance(cell, ProjectedLSTMCell):
        return LSTMCell.name, {"proj_size": cell.output_size}
    return cell.name, {}


def layer_of(cell: RecurrentCell) -> nn.RNNBase | PaperGRULayer | MinGRULayer:
    """Return the layer that computes the same for whole texts at once, with a copy of the weights.

    It is PyTorch's own where there is one.

    Raises:
        ValueError: for a cell of another kind.
    """
    if isinstance(cell, PaperGRUCell):
        return PaperGRULayer(cell)
    return MinGRULayer(cell) if isinstance(cell, MinGRUCell) else torch_layer(cell)


def load_torch_layer(cell: RecurrentCell, layer: nn.Module, index: int = 0) -> None:
    """Copy the weights of layer ``index`` of a layer named as in ``torch.nn``, in place."""
    with torch.no_grad():
        for name, weight in cell.named_parameters():
            weight.copy_(layer.get_parameter(f"{name}_l{index}"))
