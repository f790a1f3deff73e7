import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from core import load_network
from core.analysis.tracking.of_a_corpus import tracked, tracked_in_steps
from core.analysis.tracking.tracking import auc
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
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


@pytest.mark.parametrize("most", [1, 150, 199, 200, 201, 450])
def test_only_the_beginning_is_measured(brackets: Network, most: int) -> None:
    corpus = training_text(brackets.card, 600)
    index = traced(brackets, corpus)
    beginning = "".join(corpus.documents)[:most]
    documents = tuple(beginning[start : start + 200] for start in range(0, most, 200))
    alone = Corpus("", documents, corpus.titles[: len(documents)])

    cut, _features = tracked(brackets, corpus, index, most)
    whole, _features = tracked(brackets, alone, traced(brackets, alone))

    assert cut is not None
    assert whole is not None
    np.testing.assert_allclose(cut.scores, whole.scores, atol=1e-3, equal_nan=True)
    np.testing.assert_allclose(cut.chance, whole.chance, atol=1e-3, equal_nan=True)
    assert cut.reasons == whole.reasons


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
