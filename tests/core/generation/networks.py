"""Small networks that write: random weights, whatever they mean."""

import torch

from core.network import ModelCard, Network, new_network
from core.text import Vocabulary

LETTERS = tuple("abcdefgh \n")


def writer(
    cell: str = "lstm", units: int = 12, layers: int = 1, keys: tuple[str, ...] = LETTERS
) -> Network:
    """Return a network that predicts the next character, with decided opinions."""
    card = ModelCard(
        task="letters",
        cell=cell,
        input_size=5,
        hidden_size=units,
        num_layers=layers,
        target="next-token",
        tokenizer="characters",
        outputs=keys,
    )
    generator = torch.Generator().manual_seed(units + layers)
    network = new_network(card, Vocabulary(keys), generator)
    with torch.no_grad():
        for parameter in (*network.embedding.parameters(), *network.readout.parameters()):
            parameter.normal_(generator=generator)
    return network.requires_grad_(False).eval()
