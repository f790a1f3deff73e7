"""A worked example, each feature drawn below the morphemes."""

import pytest

from core.network import load_network
from tests.core.analysis.tracking.features.reading import drawn, feature_table


@pytest.mark.slow
def test_all_features_of_a_review():
    # 영화/NNG 를/JKO 안/MAG 보/VV 었/EP 다/EF ./SF 정말/MAG ,/SP 재미없/VA 네/EF 뷁쉛/NNP
    text = "영화를 안 봤다. 정말, 재미없네 뷁쉛"
    drawings = {
        "noun": "1..........?",
        "verb": "...1.......?",
        "adjective": ".........1.?",
        "adverb": "..1....1...?",
        "particle": ".1.........?",
        "ending": "....11....1?",
        "mark": "......1.1..?",
        "position-in-sentence": "123456712341",
        "sentence-end": ".....11...1.",
        "position-in-word": "121123412121",
        "negation": "..1.........",
        "negated": "..11111.....",
        "since-negation": "??.123456789",
        "since-comma": "????????.123",
        "length": "211111121312",
        "unknown": "...........1",
        "position": "123456789+++",
    }
    table = feature_table(load_network("korean-reviews", "rnn"), text)
    assert {name: drawn(table, name) for name in drawings} == drawings
    assert {*table.ids} - {*drawings} == {"word-sentiment", "mean-sentiment"}


@pytest.mark.slow
def test_tags_of_irregular_verbs_and_adjectives_count_as_well():
    table = feature_table(load_network("korean-reviews", "rnn"), "들어 보니 즐거워")
    assert "1" in drawn(table, "verb")
    assert "1" in drawn(table, "adjective")
