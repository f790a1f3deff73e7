"""The progress of a measurement: it goes forward, to the end, and may be cut off anywhere."""

from collections.abc import Generator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from core import load_network
from core.analysis.tracking.of_a_corpus import tracked_in_steps
from core.analysis.tracking.progress import Measuring
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
from core.corpus.index.state_index import StateIndex
from core.corpus.recompute.quantities import replay, replay_in_steps
from core.corpus.sources import training_text
from core.network import Network


@pytest.fixture(scope="module", params=[3_000, 60])
def read(request: pytest.FixtureRequest) -> tuple[Network, Corpus, StateIndex]:
    """A network and its states on a text, one too short to measure anything among them."""
    network = load_network("brackets", "gru")
    corpus = training_text(network.card, request.param)
    return network, corpus, traced(network, corpus)


def all_of(steps: Generator[Any, None, Any]) -> tuple[list[Any], Any]:
    progress = []
    while True:
        try:
            progress.append(next(steps))
        except StopIteration as end:
            return progress, end.value


def test_progress_goes_from_nothing_nearly_to_the_end(read):
    progress, (tracking, features) = all_of(tracked_in_steps(*read))
    shares = [each.share for each in progress]

    assert shares[0] == 0
    assert all(before <= after for before, after in pairwise(shares))
    assert shares[-1] <= 1
    states = [each for each in progress if each.stage == "states"]
    assert states[-1].done == states[-1].total == read[2].length
    counted = [each for each in progress if each.stage == "features"]
    assert all(each.total == len(features) and each.done < len(features) for each in counted)
    measurable = tracking.reasons.count(None)
    assert bool(counted) == bool(measurable)
    if measurable:
        assert counted[0].done == len(features) - measurable, "the others are done at once"
        assert shares[-1] > 0.9


def test_it_may_be_closed_after_any_step(read):
    total, _ = all_of(tracked_in_steps(*read))
    for stop in range(len(total)):
        steps = tracked_in_steps(*read)
        for _ in range(stop + 1):
            next(steps)
        steps.close()


def test_states_are_counted_to_the_last_token(read):
    network, _corpus, index = read
    progress, states = all_of(replay_in_steps(network, index, 5, index.length))

    assert progress[-1] == index.length, "it begins at the checkpoint before"
    assert progress == sorted(progress)
    np.testing.assert_array_equal(states, replay(network, index, 5, index.length))


def test_a_stage_without_anything_to_do_is_over():
    assert Measuring("text", 0, 0).share == 0
    assert Measuring("text", 7, 7).share == Measuring("states", 0, 0).share
    assert Measuring("states", 7, 7).share == Measuring("features", 0, 7).share
    assert Measuring("features", 7, 7).share == 1
