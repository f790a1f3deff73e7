from dataclasses import replace

import numpy as np
import pytest

from core import load_network
from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.tracing import traced
from core.analysis.tracked import tracked
from core.corpora import training_text
from core.network import Network


@pytest.fixture(scope="module")
def brackets() -> Network:
    return load_network("brackets", "lstm")


def test_a_unit_that_knows_when_no_bracket_is_open_is_found(brackets: Network) -> None:
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
    store = traced(brackets, corpus)
    beginning = "".join(corpus.documents)[:most]
    documents = tuple(beginning[start : start + 200] for start in range(0, most, 200))
    alone = Corpus("", documents, corpus.titles[: len(documents)])

    cut, _features = tracked(brackets, corpus, store, most)
    whole, _features = tracked(brackets, alone, traced(brackets, alone))

    assert cut is not None
    assert whole is not None
    np.testing.assert_allclose(cut.scores, whole.scores, equal_nan=True)
    np.testing.assert_allclose(cut.chance, whole.chance, equal_nan=True)
    assert cut.reasons == whole.reasons


def test_blocks_are_cut_where_the_beginning_ends(brackets: Network) -> None:
    corpus = training_text(brackets.card, 1_000)
    store = traced(brackets, corpus)
    (levels,) = store.blocks
    in_blocks = replace(store, blocks=tuple(np.array_split(levels, 3, axis=1)))

    one, other = (tracked(brackets, corpus, each, 700)[0] for each in (store, in_blocks))

    assert one is not None
    assert other is not None
    np.testing.assert_allclose(one.scores, other.scores, equal_nan=True)


def test_of_no_token_nothing_is_measured(brackets: Network) -> None:
    nothing = Corpus("", ("",), ("",))
    tracking, features = tracked(brackets, nothing, traced(brackets, nothing))

    assert tracking is None
    assert features
