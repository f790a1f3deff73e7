from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from core import load_network
from core.analysis.tracking import of_a_corpus
from core.analysis.tracking.features import features_of
from core.analysis.tracking.of_a_corpus import (
    RUN,
    sample,
    sampled_tokens,
    tracked,
    tracked_in_steps,
)
from core.analysis.tracking.tracking import auc, track_in_steps
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
from core.corpus.index.state_index import SEGMENT
from core.corpus.sources import training_text
from core.network import Network
from tests.core.analysis.in_steps import in_steps


@pytest.fixture(scope="module")
def brackets() -> Network:
    return load_network("brackets", "lstm")


def test_a_unit_that_follows_whether_no_bracket_is_open_is_found(brackets: Network) -> None:
    corpus = training_text(brackets.card, 6_000)
    tracking, features = tracked(brackets, corpus, traced(brackets, corpus))

    assert tracking is not None
    flat = [feature.id for feature in features].index("depth-0")
    best = tracking.chosen(flat)
    assert best is not None
    assert abs(tracking.scores[best, flat]) > 0.99 > 0.2 > tracking.chance[flat]
    assert tracking.tracks()[best, flat]


@given(st.integers(0, 3_000_000), st.integers(1, 60_000))
def test_a_sample_is_spread_over_the_whole_corpus(length: int, most: int) -> None:
    runs = sample(length, most)

    assert sampled_tokens(length, most) == sum(stop - start for start, stop in runs)
    assert all(0 <= start < stop <= length and start % SEGMENT == 0 for start, stop in runs)
    assert all(one[1] <= other[0] for one, other in pairwise(runs)), "none is measured twice"
    if length <= most:
        assert sampled_tokens(length, most) == length
        return
    assert most - RUN < sampled_tokens(length, most) <= most
    if len(runs) > 1:
        assert length - runs[-1][1] < SEGMENT, "it reaches the end"
        gaps = [other[0] - one[0] for one, other in pairwise(runs)]
        assert max(gaps) - min(gaps) <= SEGMENT


def test_a_sample_has_the_features_and_the_states_of_the_whole_text(
    brackets: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured at a sampled token depends on all that came before it."""
    corpus = training_text(brackets.card, 30_000)
    index, most = traced(brackets, corpus), 3 * RUN
    seen = {}

    def keep(blocks, values, kinds, first_tokens):
        seen.update(hidden=blocks[0].T, values=values, borders=first_tokens)
        return track_in_steps(blocks, values, kinds, first_tokens)

    monkeypatch.setattr(of_a_corpus, "track_in_steps", keep)
    tracking, _features = tracked(brackets, corpus, index, most)

    rows = np.concatenate([np.arange(*each) for each in sample(index.length, most)])
    arrays = (index.first_tokens, index.starts, index.ends, index.codes)
    whole = features_of(brackets, corpus, *arrays).values[rows]
    states = np.concatenate([brackets.trace(text)["hidden_state"] for text in corpus.documents])
    np.testing.assert_array_equal(seen["values"], whole)
    np.testing.assert_allclose(seen["hidden"], states[rows], atol=1e-5)
    begins = np.isin(rows, index.first_tokens) | np.isin(rows, sample(index.length, most))
    assert set(seen["borders"]) == {*np.flatnonzero(begins).tolist(), len(rows)}
    assert tracking is not None
    assert tracking.tracks().any()


def test_the_states_themselves_are_measured(brackets: Network) -> None:
    """In levels of a hundredth, a unit near 1 would hardly change and have another AUC."""
    corpus = training_text(brackets.card, 4_000)
    index = traced(brackets, corpus)
    tracking, features = tracked(brackets, corpus, index)
    hidden = np.concatenate([brackets.trace(text)["hidden_state"] for text in corpus.documents])
    half = index.first_tokens[len(corpus.documents) // 2]
    column = [feature.id for feature in features].index("names-depth")
    digits = np.array([symbol.isdigit() for text in corpus.documents for symbol in text])[half:]

    assert tracking is not None
    for unit in range(brackets.card.hidden_size):
        expected = roc_auc_score(digits, hidden[half:, unit])
        assert auc(float(tracking.scores[unit, column])) == pytest.approx(expected, abs=2e-3)


def test_a_corpus_without_tokens_is_not_measured(brackets: Network) -> None:
    empty = Corpus("", ("",), ("",))
    tracking, features = tracked(brackets, empty, traced(brackets, empty))

    assert tracking is None
    assert features


def test_in_steps_the_shares_rise_to_the_end_and_the_result_is_the_same(brackets: Network) -> None:
    corpus = training_text(brackets.card, 4_000)
    index = traced(brackets, corpus)
    (tracking, features), progress = in_steps(tracked_in_steps(brackets, corpus, index))
    shares = [each.share for each in progress]
    whole, _features = tracked(brackets, corpus, index)

    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.9 < shares[-1] <= 1
    assert len(features) == len(set(features)) > 0
    assert tracking is not None
    assert whole is not None
    np.testing.assert_array_equal(tracking.scores, whole.scores)
