"""Untrained networks of every shape: layers, directions, windows."""

from dataclasses import replace

import torch

from core.network import Network, load_network, new_network
from core.network.windows import Convolution
from core.text import Vocabulary

TARGETS = {
    "class": ("negative", "positive"),
    "token-class": ("joined", "space"),
    "next-token": ("h", "e", "l", "o"),
}
"""What a network predicts -> its outputs."""


def shaped(
    cell: str = "lstm",
    layers: int = 1,
    bidirectional: bool = False,
    convolution: Convolution | None = None,
    target: str = "token-class",
) -> Network:
    """Return a network that reads the characters of "hello", with random weights."""
    hello = load_network("hello", "gru")
    card = replace(
        hello.card,
        cell=cell,
        hidden_size=5,
        num_layers=layers,
        bidirectional=bidirectional,
        convolution=convolution,
        target=target,
        outputs=TARGETS[target],
    )
    generator = torch.Generator().manual_seed(0)
    network = new_network(card, hello.vocabulary, generator)
    with torch.no_grad():
        for module in (network.embedding, network.windows, network.readout):
            for weight in module.parameters() if module else ():
                weight.normal_(generator=generator)
        network.embedding.get_parameter("weight")[Vocabulary.PADDING] = 0
    return network.requires_grad_(False).eval()
