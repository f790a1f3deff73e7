"""Networks of one recurrent layer: what most analyses of a state are about."""

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
