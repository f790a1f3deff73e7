"""Hits are compared with the trace of each document by itself."""

import numpy as np
import pytest

from core import load_network
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
from core.corpus.search.hits import SHOWN, extreme_hits, match_hits
from core.corpus.search.search import matches

TEXTS = ("(1(2)1)0" * 20, "((22(3)2)1)" * 15, "00(1)0()")
NETWORK = load_network("brackets", "lstm")
CORPUS = Corpus.of("test", [(str(number), text) for number, text in enumerate(TEXTS)])
INDEX = traced(NETWORK, CORPUS)
WHOLE = {
    quantity: np.concatenate([NETWORK.trace(text)[quantity] for text in TEXTS])
    for quantity in ("hidden_state", "cell_state")
}


@pytest.mark.parametrize("weakest", [False, True])
@pytest.mark.parametrize("quantity", WHOLE)
def test_the_first_hit_is_the_extreme_and_all_values_are_exact(quantity, weakest):
    values = WHOLE[quantity][:, 3]
    hits = extreme_hits(NETWORK, CORPUS, INDEX, 3, quantity, weakest=weakest)

    assert 1 < len(hits) <= SHOWN
    best = values.min() if weakest else values.max()
    assert hits[0].figure == pytest.approx(best, abs=1e-5)
    for hit in hits:
        first = hit.context.excerpt.first
        expected = values[first : first + len(hit.context.excerpt)]
        assert np.allclose(hit.values, expected, atol=1e-5)
        assert hit.values[hit.context.hit[0]] == pytest.approx(hit.figure, abs=1e-5)
        assert hit.start == first + hit.context.hit[0] == hit.stop - 1


def test_matches_keep_their_place_their_overlap_and_the_shown_units_values():
    matched = matches(INDEX, [0, 2, 5], 0.3)
    hits = match_hits(NETWORK, CORPUS, INDEX, 2, matched)

    assert [(hit.start, hit.stop, hit.figure) for hit in hits] == list(matched[:SHOWN])
    assert hits
    for hit in hits:
        first = hit.context.excerpt.first
        expected = WHOLE["hidden_state"][first : first + len(hit.values), 2]
        assert np.allclose(hit.values, expected, atol=1e-5)


def test_no_match_is_no_hit():
    assert match_hits(NETWORK, CORPUS, INDEX, 0, ()) == ()
