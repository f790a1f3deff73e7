"""A network that has read a short corpus, and what is measured of its units; computed once."""

from functools import cache
from typing import NamedTuple

import torch

from core import load_network
from core.analysis.tracking.features import Feature, features_of
from core.analysis.tracking.tracking import Tracking, track
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
from core.corpus.index.state_index import StateIndex
from core.network import Network
from core.sequence_tasks import brackets


class Inspected(NamedTuple):
    """The arguments of the parts of the screen."""

    network: Network
    corpus: Corpus
    state_index: StateIndex
    features: tuple[Feature, ...]
    tracking: Tracking


@cache
def inspected(cell: str = "lstm", documents: int = 40) -> Inspected:
    """Return the network of the nested brackets on texts of 100 symbols."""
    generator = torch.Generator().manual_seed(0)
    texts = ((str(number), brackets.text(100, generator)) for number in range(documents))
    return of(load_network("brackets", cell), Corpus.of("training", texts))


def of(network: Network, corpus: Corpus) -> Inspected:
    """Return a network, a corpus, its states on it, and what its units track there."""
    index = traced(network, corpus)
    places = (index.first_tokens, index.starts, index.ends, index.codes)
    table = features_of(network, corpus, *places)
    tracking = track(index.blocks, table.values, table.kinds, index.first_tokens)
    return Inspected(network, corpus, index, table.features, tracking)
