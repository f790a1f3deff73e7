"""Scores of a network's units for the features of a corpus, from its states computed again."""

from collections.abc import Sequence

import numpy as np

from ...corpus.documents import Corpus
from ...corpus.index.state_index import SEGMENT, StateIndex
from ...corpus.recompute.quantities import replay_spans_in_steps
from ...corpus.recompute.rerun import Span
from ...jobs.steps import Steps, retold, run
from ...network import Network
from ...network.encoded import first_numbers
from .features import Feature, features_for
from .features.registry import features_in_steps
from .progress import Measuring
from .tracking import Tracking, track_in_steps

MOST = 50_000
"""The most tokens that are measured: more would take longer and add little."""

RUN = 16 * SEGMENT
"""Tokens in a row that are measured where not all are: far more than most features last."""

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
        most: tokens that are measured at most; of a longer corpus, those of ``sample``.
    """
    return run(tracked_in_steps(network, corpus, index, most))


def tracked_in_steps(
    network: Network, corpus: Corpus, index: StateIndex, most: int = MOST
) -> Steps[Measuring, Tracked]:
    """Yield the progress, and return what ``tracked`` returns; it may be closed at any time."""
    features, runs = features_for(network.card), sample(index.length, most)
    if not features or not runs:
        return None, features
    count = len(features)
    positions = np.concatenate([np.arange(*run) for run in runs])
    length = len(positions)
    yield Measuring("text", 0, count)
    arrays = index.first_tokens, index.starts, index.ends, first_numbers(index.codes)
    computing = features_in_steps(network, corpus, *arrays, positions)
    table = yield from retold(computing, lambda done: Measuring("text", done, count))
    replaying = replay_spans_in_steps(network, index, runs)
    hidden = (yield from retold(replaying, lambda done: Measuring("states", done, length))).T
    comparing = track_in_steps([hidden], table.values, table.kinds, _borders(index, runs))
    tracking = yield from retold(comparing, lambda done: Measuring("features", done, count))
    return tracking, features


def sample(length: int, most: int = MOST) -> tuple[Span, ...]:
    """Return which tokens of a corpus are measured: all, or runs spread evenly over all of it.

    >>> sample(3_000), sample(0)
    (((0, 3000),), ())
    >>> sample(1_000_000, 6_000)
    ((0, 2048), (997888, 999936))

    Args:
        length: T.
        most: tokens that are measured at most, 1 or more.
    """
    if length <= most:
        return ((0, length),) if length else ()
    count, size = max(most // RUN, 1), min(RUN, most)
    room = (length - size) // SEGMENT  # states are computed again from one checkpoint in a segment
    starts = (room * number // max(count - 1, 1) * SEGMENT for number in range(count))
    return tuple((start, start + size) for start in starts)


def sampled_tokens(length: int, most: int = MOST) -> int:
    """Return how many tokens ``sample`` has."""
    return sum(stop - start for start, stop in sample(length, most))


def _borders(index: StateIndex, runs: Sequence[Span]) -> np.ndarray:
    """Return where documents and runs begin among the sampled tokens, and how many these are."""
    borders, before = [0], 0
    for start, stop in runs:
        documents = index.first_tokens
        inside = documents[(documents > start) & (documents < stop)]
        borders += [*(inside - start + before).tolist(), before + stop - start]
        before = borders[-1]
    return np.array(borders)
