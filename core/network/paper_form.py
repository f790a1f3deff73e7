"""A trained GRU in the papers' form: the same weights, the reset gate in its other place."""

from copy import deepcopy
from dataclasses import replace

from torch import nn

from ..cells.gru import GRUCell
from ..cells.paper_gru import PaperGRUCell, as_paper_gru
from .files import new_network
from .network import Network


def in_paper_form(network: Network) -> Network:
    """Return the network with each GRU replaced by the papers', of the same weights.

    It was trained in PyTorch's form. Its card therefore names the cell it has now and keeps how
    the weights were made, but no figure, as none was measured in this form.

    Args:
        network: a network of PyTorch's GRU; it is not changed, and shares no weight with the other.

    Raises:
        ValueError: if it has another cell.
    """
    cells = [cell for cell in network.cells if isinstance(cell, GRUCell)]
    if len(cells) < len(network.cells):
        got = f"{network.card.task!r} with cell {network.card.cell!r}"
        raise ValueError(f"in_paper_form expected a network of cell 'gru', got {got}.")
    card = replace(network.card, cell=PaperGRUCell.name, figures={})
    paper = new_network(card, network.vocabulary)
    paper.projection = deepcopy(network.projection)
    paper.load_state_dict(network.state_dict())
    paper.layers = nn.ModuleList(map(as_paper_gru, cells))
    return paper.requires_grad_(False).eval()
