"""The weights a network starts from."""

import torch
from torch import nn

from ..cells import RecurrentCell
from ..network import Network
from .task import Task


def initialise(network: Network, task: Task, generator: torch.Generator) -> None:
    """Set the first weights, in place; all that is random comes from the generator."""
    with torch.no_grad():
        if task.vectors is not None:
            network.embedding.load_state_dict({"weight": task.vectors})
        for cell in network.cells:
            _initialise_cell(cell, generator)
        nn.init.xavier_uniform_(network.readout.weight, generator=generator)
        nn.init.zeros_(network.readout.bias)


def _initialise_cell(cell: RecurrentCell, generator: torch.Generator) -> None:
    """Orthogonal recurrent blocks neither stretch nor shrink what they carry (Saxe et al. 2014)."""
    for block in cell.weight_ih.chunk(len(cell.blocks)):
        nn.init.xavier_uniform_(block, generator=generator)
    for block in cell.weight_hh.chunk(len(cell.blocks)):
        nn.init.orthogonal_(block, generator=generator)
    nn.init.zeros_(cell.bias_ih)
    nn.init.zeros_(cell.bias_hh)
    for keeper in {"forget_gate", "update_gate"} & set(cell.blocks):  # open: remember at first
        place = cell.blocks.index(keeper) * cell.hidden_size
        nn.init.ones_(cell.bias_ih[place : place + cell.hidden_size])
