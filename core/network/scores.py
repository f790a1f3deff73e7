"""The readout's scores after each step of a cell, whatever comes after it or beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from ..cells.torch_layers import layer_of
from ..text.padding import Code
from .batch_layers import BatchLayers, reverse
from .place import CellPlace

if TYPE_CHECKING:
    from .network import Network

BATCH = 64


@torch.inference_mode()
def scores_after(network: "Network", hidden: Tensor, codes: Sequence[Code] | None = None) -> Tensor:
    """Return the scores after each step of N runs of the network's cell, ``(N, S, n_outputs)``.

    The layers above read the states of each run. The other direction, where there is one, has read
    the text itself in all of them.

    Args:
        network: looked at from the cell.
        hidden: the cell's hidden states in each run, ``(N, S, hidden_size)``.
        codes: of the tokens, in the order in which the cell reads them; needed where there is
            another direction.

    Raises:
        ValueError: if the codes are missing, or the other direction cannot be asked (``_ends``).
    """
    if network.directions == 1:
        return network.readout(_above(network, hidden))
    if codes is None:
        raise ValueError(
            "opinions expected the codes of the tokens beside the states, since the other "
            "direction reads them, too. Give it network.encode(text).codes."
        )
    is_class = network.card.target == "class"
    beside = (_ends if is_class else _beside)(network, codes).expand(len(hidden), -1, -1)
    both = torch.cat([beside, hidden] if network.reads_backwards else [hidden, beside], -1)
    if is_class:
        return network.readout(both)
    both = _above(network, network.in_text_order(both, 1))
    return network.in_text_order(network.readout(both), 1)


def _above(network: "Network", hidden: Tensor) -> Tensor:
    """Return the last layer's states, given those of the layer that is looked at."""
    if network.readout_reads_cell or not hidden.shape[1]:
        return hidden
    return BatchLayers(network).above(network.place.layer, hidden)


def _beside(network: "Network", codes: Sequence[Code]) -> Tensor:
    """Return the other direction's states at the same steps, ``(S, hidden_size)``."""
    cell, read = _other(network).cell, network.inputs(codes).flip(0)
    if not len(read):  # PyTorch's layers refuse a text without tokens
        return read.new_zeros(0, cell.width("hidden_state"))
    return layer_of(cell)(read[None])[0][0].flip(0)


def _ends(network: "Network", codes: Sequence[Code]) -> Tensor:
    """Return the other direction's last states if it has read what the cell has read so far.

    Returns:
        ``(S, hidden_size)``: after each step of the cell, what the other one makes of the same
        tokens.

    Raises:
        ValueError: if the network has several layers or windows: what these make of a part of a
            text is not a part of what they make of all of it.
    """
    if network.card.num_layers > 1 or network.windows is not None:
        raise ValueError(
            "The opinion after each step of a network that tells texts apart in two directions "
            "expected one layer and no convolution. Ask for network.predict(texts)."
        )
    read, layer = network.inputs(codes), layer_of(_other(network).cell)
    if not len(read):
        return read.new_zeros(0, network.cell.width("hidden_state"))
    ends = []
    for lengths in torch.arange(1, len(read) + 1).split(BATCH):
        rows = read[: lengths[-1]].expand(len(lengths), -1, -1)
        hidden, _state = layer(reverse(rows, lengths))
        ends.append(hidden[torch.arange(len(lengths)), lengths - 1])
    return torch.cat(ends)


def _other(network: "Network") -> "Network":
    """Return the network looked at from the same layer's other direction."""
    direction = "forward" if network.reads_backwards else "backward"
    return network.at(CellPlace(layer=network.place.layer, direction=direction))
