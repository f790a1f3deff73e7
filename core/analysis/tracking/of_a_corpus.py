"""What the units of a network follow in a corpus: its features and its states brought together."""

import numpy as np

from ...corpus.documents import Corpus
from ...corpus.index.state_index import Store
from ...corpus.recompute.quantities import replay
from ...network import Network
from .features import Feature, features_for, features_of
from .tracking import Tracking, track

MOST = 50_000
"""Tokens that are measured, from the first on: more would take longer and tell little more."""


def tracked(
    network: Network, corpus: Corpus, store: Store, most: int = MOST
) -> tuple[Tracking | None, tuple[Feature, ...]]:
    """Return how closely every unit follows every known feature, and which features these are.

    It is measured on the hidden states themselves, computed again: in levels of a hundredth, as the
    store has them, much of what a saturated unit does would be a tie.

    Args:
        network: the network that the store is of.
        corpus: the corpus that the store is of.
        store: what the network made of it.
        most: tokens that are measured.

    Returns:
        The measure, ``None`` where there is no token or no feature; and the features.
    """
    features, length = features_for(network.card), min(store.length, most)
    if not features or not length:
        return None, features
    last = store.document_of(length - 1)
    first_tokens = np.append(store.first_tokens[: last + 1], length)
    cut = corpus.documents[last][: store.ends[length - 1]]
    beginning = Corpus(corpus.name, (*corpus.documents[:last], cut), corpus.titles[: last + 1])
    spans = store.starts[:length], store.ends[:length], store.codes[:length]
    table = features_of(network, beginning, first_tokens, *spans)
    hidden = replay(network, store, 0, length).T
    return track([hidden], table.values, table.kinds, first_tokens), features
