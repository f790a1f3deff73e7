"""Worked examples, each feature drawn below the text."""

import torch

from core.network import load_network
from core.sequence_tasks.brackets import depths, text
from tests.core.analysis.tracking.features.reading import drawn, feature_table


def test_all_features_of_a_bracket_text():
    drawings = {
        # _______________(1((2)())))0((
        "position":      "123456789+++++",
        "bracket-depth": "112332321...12",
        "depth-0":       ".........111..",
        "depth-1":       "11......1...1.",
        "depth-2":       "..1..1.1.....1",
        "depth-3":       "...11.1.......",
        "depth-4":       "..............",
        "opens":         "1.11..1.....11",
        "closes":        ".....1.1111...",
        "names-depth":   ".1..1......1..",
        "since-digit":   "?.12.123456.12",
        "since-flat":    "?????????...12",
        "unknown":       "..............",
    }  # fmt: skip
    table = feature_table(load_network("brackets", "rnn"), "(1((2)())))0((")
    assert {name: drawn(table, name) for name in table.ids} == drawings


def test_the_bracket_depth_is_that_of_the_task():
    texts = [text(60, torch.Generator().manual_seed(seed)) for seed in range(3)]
    table = feature_table(load_network("brackets-equal", "gru"), *texts)
    expected = [depth for each in texts for depth in depths(each)]
    assert table.column("bracket-depth").tolist() == expected
