"""Small networks that predict numbers: random weights, whatever they mean."""

import torch
from hypothesis import strategies as st

from core.network import ModelCard, Network, new_network
from core.text import Vocabulary

VALUES = st.floats(-3, 3, width=32)


def predictor(cell: str = "lstm", units: int = 6, layers: int = 1) -> Network:
    """Return a network that predicts the next value of a series."""
    card = ModelCard(
        task="series",
        cell=cell,
        input_size=1,
        hidden_size=units,
        num_layers=layers,
        target="next-value",
        tokenizer="numbers",
        outputs=("next value",),
    )
    generator = torch.Generator().manual_seed(units + layers)
    network = new_network(card, Vocabulary(()), generator)
    with torch.no_grad():
        for parameter in network.readout.parameters():
            parameter.normal_(generator=generator)
    return network.requires_grad_(False).eval()
