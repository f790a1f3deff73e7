import numpy as np
import pytest

from core.network import load_network
from tests.core.analysis.tracking.features.reading import feature_table


def test_all_features_of_two_series():
    """The second one is 1, 2 … 9: its mean of seven is the number three before."""
    table = feature_table(load_network("wave", "rnn"), "0.5 x -1", "1 2 3 4 5 6 7 8 9")
    nan = np.nan
    expected = {
        "value": [0.5, 0, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9],  # x is read as 0
        "change": [nan, -0.5, -1, nan, *[1] * 8],
        "rises": [nan, 0, 0, nan, *[1] * 8],
        "mean-of-7": [nan] * 9 + [4, 5, 6],
        "mean-of-30": [nan] * 12,
        "above-week": [nan] * 9 + [3, 3, 3],
        "next-value": [0, -1, nan, 2, 3, 4, 5, 6, 7, 8, 9, nan],
        "position": [1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    }
    assert set(table.ids) == set(expected)
    for name, values in expected.items():
        np.testing.assert_array_equal(table.column(name), np.float32(values), err_msg=name)


def test_the_mean_of_the_last_30_numbers_is_that_of_numpy():
    numbers = np.random.default_rng(0).uniform(-1000, 1000, 200).round(2)
    table = feature_table(load_network("wave", "rnn"), " ".join(map(str, numbers)))
    means = [numbers[end - 30 : end].mean() for end in range(30, 201)]
    assert table.column("mean-of-30")[29:].tolist() == pytest.approx(means, abs=1e-3)
