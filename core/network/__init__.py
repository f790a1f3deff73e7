"""Trained networks: vocabulary, embedding, layers of cells, readout, and a card about it all."""

from ..checkpoints import CheckpointError
from .card import ModelCard
from .encoded import Encoded
from .files import EQUAL, available_networks, load_network, new_network, save_network
from .network import Network
from .paper_form import in_paper_form

__all__ = [
    "EQUAL",
    "CheckpointError",
    "Encoded",
    "ModelCard",
    "Network",
    "available_networks",
    "in_paper_form",
    "load_network",
    "new_network",
    "save_network",
]
