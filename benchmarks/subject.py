"""The network and the corpus that benchmarks of the search have in common."""

from dataclasses import replace
from itertools import accumulate

import torch

from core import load_network
from core.corpus.documents import Corpus
from core.corpus.sources.standard_library import LIBRARY, modules
from core.network import Network, new_network

HIDDEN_SIZE, CHARACTERS = 128, 1_000_000

LIVELY = 3.0
"""PyTorch's first weights leave an LSTM almost silent; so many times as large, it is as lively as
one that was trained."""


def network() -> Network:
    """Return an LSTM of 128 units that reads characters; its weights are random, of seed 0."""
    known = load_network("python-source", "lstm")
    generator = torch.Generator().manual_seed(0)
    card = replace(known.card, hidden_size=HIDDEN_SIZE)
    made = new_network(card, known.vocabulary, generator).requires_grad_(False)
    for name in ("embedding.weight", "readout.weight", "readout.bias"):  # they were left empty
        torch.nn.init.normal_(made.get_parameter(name), generator=generator)
    for cell in made.cells:
        for weight in cell.parameters():
            weight.mul_(LIVELY)
    return made.eval()


def corpus() -> Corpus:
    """Return the first million characters of the Python library on this disk, a document a module.

    The last document is cut.
    """
    texts = modules(LIBRARY)
    before = [0, *accumulate(map(len, texts.values()))]
    left = (CHARACTERS - begin for begin in before)
    pairs = zip(texts.items(), left, strict=False)
    return Corpus.of("python", ((name, text[:room]) for (name, text), room in pairs if room > 0))
