"""Trained networks: vocabulary, embedding, layers of cells, readout, and a card about it all."""

from core.checkpoints import CheckpointError
from core.network.card import ModelCard
from core.network.encoded import Encoded
from core.network.files import EQUAL, available_networks, load_network, new_network, save_network
from core.network.network import Network
from core.network.paper_form import in_paper_form

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
