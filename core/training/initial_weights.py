"""The weights a network starts from."""

import torch
from torch import nn

from ..cells import RecurrentCell
from ..network import Network
from .task import Task
from .tied import fold

REMEMBERING = {
    "lstm": ("forget_gate", 1.0),
    "gru": ("update_gate", 1.0),
    "paper-gru": ("update_gate", -1.0),
}
"""The gate that keeps the memory, and the bias with which it keeps most of it at first."""


def initialise(network: Network, task: Task, generator: torch.Generator) -> None:
    """Set the first weights, in place; all that is random comes from the generator."""
    with torch.no_grad():
        if task.vectors is not None:
            network.embedding.load_state_dict({"weight": task.vectors})
        if network.windows is not None:
            nn.init.xavier_uniform_(network.windows.weight, generator=generator)
            nn.init.zeros_(network.windows.bias)
        for cell in network.cells:
            initialise_cell(cell, generator)
        _initialise_readout(network, task, generator)


def _initialise_readout(network: Network, task: Task, generator: torch.Generator) -> None:
    if task.tied:
        network.projection = torch.empty(task.input_size, network.card.last_size)
        nn.init.xavier_uniform_(network.projection, generator=generator)
        fold(network)
    else:
        nn.init.xavier_uniform_(network.readout.weight, generator=generator)
    if task.first_bias is None:
        nn.init.zeros_(network.readout.bias)
    else:
        network.readout.bias.copy_(task.first_bias)


def initialise_cell(cell: RecurrentCell, generator: torch.Generator) -> None:
    """Orthogonal recurrent blocks neither stretch nor shrink what they carry (Saxe et al. 2014)."""
    for block in cell.weight_ih.chunk(len(cell.blocks)):
        nn.init.xavier_uniform_(block, generator=generator)
    for block in cell.weight_hh.chunk(len(cell.blocks)):
        nn.init.orthogonal_(block, generator=generator)
    nn.init.zeros_(cell.bias_ih)
    nn.init.zeros_(cell.bias_hh)
    if cell.name in REMEMBERING:
        gate, bias = REMEMBERING[cell.name]
        place = cell.blocks.index(gate) * cell.hidden_size
        nn.init.constant_(cell.bias_ih[place : place + cell.hidden_size], bias)
