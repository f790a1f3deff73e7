"""Scores of a network's units for the features of a corpus, from its states computed again."""

import numpy as np

from ...corpus.documents import Corpus
from ...corpus.index.state_index import StateIndex
from ...corpus.recompute.quantities import replay
from ...jobs.steps import Steps, run, shares
from ...network import Network
from .features import Feature, features_for, features_of
from .tracking import Tracking, track_in_steps

MOST = 50_000
"""The most tokens that are measured, from the first on: more would take longer and add little."""

_FEATURES, _BEFORE = 0.05, 0.2
"""About the share of the time that finding the features takes, and with it the states."""


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
    return run(tracked_in_steps(network, corpus, index, most))


def tracked_in_steps(
    network: Network, corpus: Corpus, index: StateIndex, most: int = MOST
) -> Steps[float, tuple[Tracking | None, tuple[Feature, ...]]]:
    """Do as ``tracked`` does; the generator yields the share that is done."""
    features, length = features_for(network.card), min(index.length, most)
    if not features or not length:
        return None, features
    last = index.document_of(length - 1)
    first_tokens = np.append(index.first_tokens[: last + 1], length)
    cut = corpus.documents[last][: index.ends[length - 1]]
    beginning = Corpus(corpus.name, (*corpus.documents[:last], cut), corpus.titles[: last + 1])
    spans = index.starts[:length], index.ends[:length], index.codes[:length]
    yield 0.0
    table = features_of(network, beginning, first_tokens, *spans)
    yield _FEATURES
    hidden = replay(network, index, 0, length).T
    yield _BEFORE
    steps = track_in_steps([hidden], table.values, table.kinds, first_tokens)
    tracking = yield from shares(steps, lambda share: _BEFORE + (1 - _BEFORE) * share)
    return tracking, features
