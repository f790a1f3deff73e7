"""Small networks and corpora for the tests of indexes, and the names in a folder of them."""

from dataclasses import replace
from pathlib import Path

import torch

from core import load_network
from core.corpus.documents import Corpus
from core.network import Network, new_network

HELLO = load_network("hello", "lstm")

TEXTS = ("hello", "", "hello hello\n" * 40, "o", "helo", "l" * 300, "")
"""With empty ones first, last and between, and with documents within and across 128 tokens."""


def network_of(cell: str, hidden_size: int = 5, num_layers: int = 1, seed: int = 0) -> Network:
    """Return a network of characters with random weights."""
    card = replace(HELLO.card, cell=cell, hidden_size=hidden_size, num_layers=num_layers)
    generator = torch.Generator().manual_seed(seed)
    network = new_network(card, HELLO.vocabulary, generator)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.uniform_(-1.5, 1.5, generator=generator)
    return network.requires_grad_(False).eval()


def corpus_of(*texts: str) -> Corpus:
    """Return a corpus of some texts."""
    return Corpus.of("test", [(str(number), text) for number, text in enumerate(texts)])


def names(folder: Path) -> set[str]:
    """Return the names of what is in a folder."""
    return {path.name for path in folder.iterdir()}
