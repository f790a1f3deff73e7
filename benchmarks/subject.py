"""The network and the corpus that several benchmarks share."""

from dataclasses import replace
from itertools import accumulate

import torch

from core import load_network
from core.corpus.documents import Corpus
from core.corpus.sources.standard_library import LIBRARY, modules
from core.network import Network, new_network

HIDDEN_SIZE, CHARACTERS = 128, 1_000_000

LIVELY = 3.0
"""PyTorch's initial weights leave an LSTM almost silent; weights this many times larger make it as
active as a trained one."""


def network() -> Network:
    """Return an LSTM of 128 units that reads characters, with random weights of seed 0."""
    known = load_network("python-source", "lstm")
    generator = torch.Generator().manual_seed(0)
    card = replace(known.card, hidden_size=HIDDEN_SIZE)
    network = new_network(card, known.vocabulary, generator).requires_grad_(False)
    for name in ("embedding.weight", "readout.weight", "readout.bias"):  # not yet initialised
        torch.nn.init.normal_(network.get_parameter(name), generator=generator)
    for cell in network.cells:
        for weight in cell.parameters():
            weight.mul_(LIVELY)
    return network.eval()


def corpus() -> Corpus:
    """Return the first million characters of the Python library on this disk.

    Each module is a document; the last one is cut.
    """
    texts = modules(LIBRARY)
    before = [0, *accumulate(map(len, texts.values()))]
    remaining = (CHARACTERS - start for start in before)
    pairs = zip(texts.items(), remaining, strict=False)
    return Corpus.of("python", ((name, text[:left]) for (name, text), left in pairs if left > 0))
