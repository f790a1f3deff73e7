"""What the units of a network follow in a corpus: its features and its states brought together."""

from itertools import accumulate

import numpy as np

from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.store import Store
from core.analysis.features import Feature, features_for, features_of
from core.analysis.tracking import Tracking, track
from core.network import Network

MOST = 50_000
"""Tokens that are measured, from the first on: more would take longer and tell little more."""


def tracked(
    network: Network, corpus: Corpus, store: Store, most: int = MOST
) -> tuple[Tracking | None, tuple[Feature, ...]]:
    """Return how closely every unit follows every known feature, and which features these are.

    What a unit does is measured in levels of a hundredth, as the store has them: states of one
    level are a tie. For a unit that is saturated or hardly changes, an AUC that ranks the states
    themselves may be quite another, as it rests on differences of less than a hundredth.

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
    return track(_blocks(store, length), table.values, table.kinds, first_tokens), features


def _blocks(store: Store, length: int) -> list[np.ndarray]:
    """Return the levels of the first tokens, block by block."""
    begins = accumulate((block.shape[1] for block in store.blocks), initial=0)
    pairs = zip(store.blocks, begins, strict=False)
    return [block[:, : length - begin] for block, begin in pairs if begin < length]
