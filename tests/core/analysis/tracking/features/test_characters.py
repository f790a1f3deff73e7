"""Worked examples, each feature drawn below the text."""

import pytest

from core.network import Network, load_network
from tests.core.analysis.tracking.features.reading import drawn, feature_table


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network("shakespeare", "rnn")


def test_all_features_of_a_play(network):
    text = "\n\nROMEO:\nO, I: weep.\n\nNURSE:\nAy!"
    drawings = {
        # __________~~ROMEO:~O, I: weep.~~NURSE:~Ay!
        "in-speaker": "..11111...............11111.....",
        "position-in-paragraph": "..123456789++++++++++.123456789+",
        "position-in-sentence": "123456789++++++++++.123456789++.",
        "position-in-line": "..123456.123456789++..123456.123",
        "position-in-word": "..12345..1..1..1234...12345..12.",
        "line-number": "12333333344444444444456666666777",
        "line-ends": "1......1...........11......1...?",
        "word-ends": "......1..1..1.....1.......1...1?",
        "letter": "..11111..1..1..1111...11111..11.",
        "upper-case": "..11111..1..1.........11111..1..",
        "digit": "................................",
        "white-space": "11......1..1..1.....11......1...",
        "punctuation": ".......1..1..1.....1.......1...1",
        "vowel": "...1.11..1..1...11.....1..1..1..",
        "repeated": "?1...............1...1..........",
        "unknown": "................................",
        "position": "123456789+++++++++++++++++++++++",
    }
    table = feature_table(network, text)
    assert {name: drawn(table, name) for name in table.ids} == drawings


@pytest.mark.parametrize(
    ("text", "feature", "expected"),
    [
        ("e\u0332a1\u00b2_", "letter", "11..."),  # a letter and its mark are one
        ("é1_b c", "position-in-word", "1234.1"),
        ("a\r\n\r\nb\rc", "line-number", "11122334"),
        ("a\u2028b\u0085c", "position-in-line", "1.1.1"),
        ("a:b\n\nc:d", "in-speaker", "1....1.."),
        ("", "letter", ""),
    ],
)
def test_features_of_unusual_characters(network, text, feature, expected):
    assert drawn(feature_table(network, text), feature) == expected


def test_indentation_counts_what_has_been_read_of_it():
    network = load_network("python-source", "rnn")
    table = feature_table(network, "  a b\n\t c\n  ", " d")
    assert drawn(table, "indentation") == "12222.122.12" + "11"


def test_counts_start_again_with_each_text(network):
    table = feature_table(network, "ab", "", "b")
    assert drawn(table, "position") == "121"
    assert drawn(table, "position-in-word") == "121"
    assert drawn(table, "repeated") == "?.?"
    assert drawn(table, "word-ends") == ".??"
