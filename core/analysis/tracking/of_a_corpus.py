"""Scores of a network's units for the features of a corpus, from its states computed again."""

import numpy as np

from ...corpus.documents import Corpus
from ...corpus.index.state_index import StateIndex
from ...corpus.recompute.quantities import replay_in_steps
from ...jobs.steps import Steps, retold, run
from ...network import Network
from .features import Feature, features_for, features_of
from .progress import Measuring
from .tracking import Tracking, track_in_steps

MOST = 50_000
"""The most tokens that are measured, from the first on: more would take longer and add little."""

Tracked = tuple[Tracking | None, tuple[Feature, ...]]
"""The tracking, ``None`` where there is no token or no feature; and the features."""


def tracked(network: Network, corpus: Corpus, index: StateIndex, most: int = MOST) -> Tracked:
    """Return how closely every unit follows every known feature, and which features these are.

    This measures the hidden states themselves, computed again: with the index's levels of one
    hundredth, many states of a saturated unit would be ties.

    Args:
        network: the network that the index is of.
        corpus: the corpus that the index is of.
        index: the network's states along the corpus.
        most: tokens that are measured at most, from the first on.
    """
    return run(tracked_in_steps(network, corpus, index, most))


def tracked_in_steps(
    network: Network, corpus: Corpus, index: StateIndex, most: int = MOST
) -> Steps[Measuring, Tracked]:
    """Yield the progress, and return what ``tracked`` returns; it may be closed at any time."""
    features, length = features_for(network.card), min(index.length, most)
    if not features or not length:
        return None, features
    last = index.document_of(length - 1)
    first_tokens = np.append(index.first_tokens[: last + 1], length)
    cut = corpus.documents[last][: index.ends[length - 1]]
    beginning = Corpus(corpus.name, (*corpus.documents[:last], cut), corpus.titles[: last + 1])
    spans = index.starts[:length], index.ends[:length], index.codes[:length]
    yield Measuring("states", 0, length)
    table = features_of(network, beginning, first_tokens, *spans)
    replaying = replay_in_steps(network, index, 0, length)
    hidden = (yield from retold(replaying, lambda done: Measuring("states", done, length))).T
    comparing = track_in_steps([hidden], table.values, table.kinds, first_tokens)
    count = len(features)
    tracking = yield from retold(comparing, lambda done: Measuring("features", done, count))
    return tracking, features
