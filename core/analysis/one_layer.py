"""Networks of one recurrent layer: what most analyses of a state are about."""

from copy import deepcopy

from core.cells import RecurrentCell
from core.network import Network


def only_cell(network: Network) -> RecurrentCell:
    """Return the cell of a network that has one.

    Raises:
        ValueError: if it has several layers.
    """
    if len(network.cells) != 1:
        raise ValueError(
            f"This analysis expected one recurrent layer, got {len(network.cells)}. "
            "Choose a network that has one."
        )
    return network.cells[0]


def exact_cell(network: Network) -> RecurrentCell:
    """Return a copy of that cell in float64, which asks for no gradient of its weights.

    Raises:
        ValueError: if the network has several layers.
    """
    return deepcopy(only_cell(network)).double().requires_grad_(False)
