"""Worked examples, each feature drawn below the characters that the network reads."""

import pytest

from core.network import Network, load_network
from tests.core.analysis.tracking.features.reading import drawn, feature_table


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network("spacing-english", "rnn")


def test_all_features_of_a_text_whose_spaces_are_not_seen(network):
    drawings = {
        # Iamhere.Areyou?
        "space-follows": "1.1....1..1...?",
        "position-after-space": "112123451231234",
        "position-in-sentence": "1234567.123456.",
        "letter": "1111111.111111.",
        "upper-case": "1.......1......",
        "digit": "...............",
        "punctuation": ".......1......1",
        "vowel": "11..1.1.1.1.11.",
        "repeated": "?..............",
        "unknown": "...............",
        "position": "123456789++++++",
    }
    table = feature_table(network, "I am here. Are you?")
    assert {name: drawn(table, name) for name in table.ids} == drawings


@pytest.mark.parametrize(
    ("texts", "follows", "position"),
    [
        (["a  b\n", "c"], "1??", "111"),  # a text that ends, ends no word
        (["", "ab"], ".?", "12"),
        ([" \t"], "", ""),
    ],
)
def test_a_space_belongs_to_its_own_text(network, texts, follows, position):
    table = feature_table(network, *texts)
    assert drawn(table, "space-follows") == follows
    assert drawn(table, "position-after-space") == position
