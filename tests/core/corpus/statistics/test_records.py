"""The histogram of a unit, from the levels that its store keeps."""

import numpy as np

from core.corpus.index.quantise import levels, values
from core.corpus.statistics.records import level_counts


def test_every_token_stands_in_the_bar_of_its_level():
    states = np.array([-1, -0.505, 0.0, 0.004, 0.995, 1, 1], np.float32)

    counts = level_counts(levels(states))

    assert counts.shape == values(np.arange(201, dtype=np.uint8)).shape
    assert counts.sum() == len(states)
    assert np.flatnonzero(counts).tolist() == [0, 49, 100, 199, 200]
    assert counts[100] == counts[200] == 2


def test_no_token_is_a_histogram_of_nothing():
    assert level_counts(np.empty(0, np.uint8)).tolist() == [0] * 201
