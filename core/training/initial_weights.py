"""The weights a network starts from."""

import torch
from torch import nn

from ..cells import FeedbackCell, RecurrentCell
from ..network import Network
from .task import Task
from .tied import fold

REMEMBERING = {
    "lstm": ("forget_gate", 1.0),
    "gru": ("update_gate", 1.0),
    "paper-gru": ("update_gate", -1.0),
    "min-gru": ("update_gate", -1.0),
}
"""The gate that keeps the memory, and the sign of a bias with which it keeps most of it."""


def initialise(network: Network, task: Task, generator: torch.Generator) -> None:
    """Set the first weights, in place; all that is random comes from the generator."""
    if task.vectors is not None:
        network.embedding.load_state_dict({"weight": task.vectors})
    initialise_layers(network, generator)
    with torch.no_grad():
        if task.tied:
            network.projection = torch.empty(task.input_size, network.card.last_size)
            nn.init.xavier_uniform_(network.projection, generator=generator)
            fold(network)
            nn.init.zeros_(network.readout.bias)
        else:
            initialise_readout(network.readout, generator)
        if task.first_bias is not None:
            network.readout.bias.copy_(task.first_bias)


def initialise_layers(
    network: Network, generator: torch.Generator, forget_bias: float = 1.0
) -> None:
    """Set the first weights of all that is between the token vectors and the readout, in place.

    Args:
        network: the network.
        generator: source of all that is random.
        forget_bias: as of ``initialise_cell``.
    """
    if network.windows is not None:
        nn.init.xavier_uniform_(network.windows.weight, generator=generator)
        nn.init.zeros_(network.windows.bias)
    for cell in network.cells:
        initialise_cell(cell, generator, forget_bias)


def initialise_readout(readout: nn.Linear, generator: torch.Generator) -> None:
    """Set the first weights of a readout, in place; its bias is 0."""
    nn.init.xavier_uniform_(readout.weight, generator=generator)
    nn.init.zeros_(readout.bias)


@torch.no_grad()
def initialise_cell(
    cell: RecurrentCell, generator: torch.Generator, forget_bias: float = 1.0
) -> None:
    """Set the first weights of a cell, in place.

    Orthogonal recurrent blocks neither stretch nor shrink what they carry (Saxe et al. 2014).

    Args:
        cell: the cell.
        generator: source of all that is random.
        forget_bias: of the gate that keeps the memory, if there is one; the larger, the more it
            keeps at first (Jozefowicz et al. 2015).
    """
    for block in cell.weight_ih.chunk(len(cell.blocks)):
        nn.init.xavier_uniform_(block, generator=generator)
    nn.init.zeros_(cell.bias_ih)
    if isinstance(cell, FeedbackCell):
        for block in cell.weight_hh.chunk(len(cell.blocks)):
            nn.init.orthogonal_(block, generator=generator)
        nn.init.zeros_(cell.bias_hh)
    if cell.name in REMEMBERING:
        gate, keeping = REMEMBERING[cell.name]
        place = cell.blocks.index(gate) * cell.hidden_size
        nn.init.constant_(cell.bias_ih[place : place + cell.hidden_size], keeping * forget_bias)
