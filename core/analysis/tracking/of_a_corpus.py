"""What the units of a network follow in a corpus: its features and its states brought together."""

import numpy as np

from ...corpus.documents import Corpus
from ...corpus.index.state_index import StateIndex
from ...corpus.recompute.quantities import replay
from ...network import Network
from .features import Feature, features_for, features_of
from .tracking import Tracking, track

MOST = 50_000
"""Tokens that are measured, from the first on: more would take longer and tell little more."""


def tracked(
    network: Network, corpus: Corpus, index: StateIndex, most: int = MOST
) -> tuple[Tracking | None, tuple[Feature, ...]]:
    """Return how closely every unit follows every known feature, and which features these are.

    It is measured on the hidden states themselves, computed again: in levels of a hundredth, as the
    index has them, much of what a saturated unit does would be a tie.

    Args:
        network: the network that the index is of.
        corpus: the corpus that the index is of.
        index: what the network made of it.
        most: tokens that are measured.

    Returns:
        The measure, ``None`` where there is no token or no feature; and the features.
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
