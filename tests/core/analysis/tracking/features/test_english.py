"""A worked example, each feature drawn below the words; and the network's own sentiment."""

import numpy as np
import pytest

from core.network import Network, load_network
from tests.core.analysis.tracking.features.reading import drawn, feature_table


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network("english-reviews", "lstm")


def test_all_features_of_a_review(network):
    # tokens: " It " is ( not , really ) Good . But no ... xqzv I like " it " ! .
    text = '"It" is (not, really) Good. But no... xqzv I like "it"! .'
    drawings = {
        "position-in-sentence": "123456789++123456789++",
        "sentence-end": "..........1.........11",
        "negation": ".....1......1.........",
        "negated": ".....111111.1111111111",
        "since-negation": "?????.123456.123456789",
        "contrast": "...........1..........",
        "since-contrast": "???????????.123456789+",
        "since-comma": "??????.123456789++++++",
        "punctuation": "1.1.1.1.1.1..1...1.111",
        "capitalised": ".1.......1.1...1......",
        "in-parentheses": "....1111..............",
        "in-quotes": "11...............11...",
        "length": "1212131614132341412111",
        "unknown": "..............1.......",
        "position": "123456789+++++++++++++",
    }
    table = feature_table(network, text)
    assert {name: drawn(table, name) for name in drawings} == drawings
    assert {*table.ids} - {*drawings} == {"word-sentiment", "mean-sentiment"}


def test_a_negation_that_begins_a_sentence_counts_in_it(network):
    drawings = {
        # tokens:   Not good . It is . Never boring .
        "negation": "1.....1..",
        "negated":  "111...111",
    }  # fmt: skip
    table = feature_table(network, "Not good. It is. Never boring.")
    assert {name: drawn(table, name) for name in drawings} == drawings


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_the_sentiment_of_a_word_is_the_network_s_opinion_after_it_alone(cell):
    network = load_network("english-reviews", cell)
    words = ["wonderful", "awful", "the", "xqzv"]
    table = feature_table(network, " ".join(words))

    positive = network.predict(words)[:, 1].astype(float)
    log_odds = np.log(positive / (1 - positive))
    np.testing.assert_allclose(table.column("word-sentiment"), log_odds, atol=1e-4)
    assert log_odds[0] > 0 > log_odds[1]

    means = np.cumsum(table.column("word-sentiment")) / [1, 2, 3, 4]
    np.testing.assert_allclose(table.column("mean-sentiment"), means, atol=1e-6)
