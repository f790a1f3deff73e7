"""Scores of a network's units for the features of a corpus, from its states computed again."""

import numpy as np

from ...corpus.documents import Corpus
from ...corpus.index.state_index import StateIndex
from ...corpus.recompute.quantities import replay
from ...network import Network
from .features import Feature, features_for, features_of
from .tracking import Tracking, track

MOST = 50_000
"""The most tokens that are measured, from the first on: more would take longer and add little."""


def tracked(
    network: Network, corpus: Corpus, index: StateIndex, most: int = MOST
) -> tuple[Tracking | None, tuple[Feature, ...]]:
    """Return how closely every unit follows every known feature, and which features these are.

    This measures the hidden states themselves, computed again: with the index's levels of one
    hundredth, many states of a saturated unit would be ties.

    Args:
        network: the network that the index is of.
        corpus: the corpus that the index is of.
        index: the network's states along the corpus.
        most: tokens that are measured at most, from the first on.

    Returns:
        The tracking, ``None`` where there is no token or no feature; and the features.
    """
    features, length = features_for(network.card), min(index.length, most)
    if not features or not length:
        return None, features
    last = index.document_of(length - 1)
    first_tokens = np.append(index.first_tokens[: last + 1], length)
    cut = corpus.documents[last][: index.ends[length - 1]]
    beginning = Corpus(corpus.name, (*corpus.documents[:last], cut), corpus.titles[: last + 1])
    spans = index.starts[:length], index.ends[:length], index.codes[:length]
    table = features_of(network, beginning, first_tokens, *spans)
    hidden = replay(network, index, 0, length).T
    return track([hidden], table.values, table.kinds, first_tokens), features
