"""A forecast as a reading: the numbers of the run, shown as a text that was read."""

import numpy as np
import pytest

from core import load_network
from core.generation.forecast import forecast
from core.generation.forecast_reading import reading_of
from core.network.catalogue import CELLS, TASKS
from core.trace import digest
from tests.core.generation.number_networks import predictor


@pytest.mark.parametrize("cell", CELLS)
def test_it_has_the_numbers_of_the_run(cell: str) -> None:
    network = load_network("wave", cell)
    run = forecast(network, network.encode(TASKS["wave"].example).codes, 20, 30)
    reading = reading_of(network, run)
    assert reading.trace is run.trace
    assert reading.digest == digest(run.trace)
    np.testing.assert_array_equal(reading.opinions[:, 0], run.after)
    assert reading.values is not None
    np.testing.assert_array_equal(reading.values[20:], run.free)
    np.testing.assert_array_equal(reading.values[21:], reading.opinions[20:-1, 0])
    assert reading.readout_bias == network.readout.bias.numpy()
    if cell == "paper-gru":
        assert reading.fidelity is None
    else:
        assert reading.fidelity is not None
        assert 0 <= reading.fidelity < 1e-5


def test_given_values_are_shown_as_they_are_and_predicted_ones_shortly() -> None:
    run = forecast(predictor(), [0.5, -1.25, 3.0], 2, 2)
    tokens = reading_of(predictor(), run).tokens
    assert [token.label for token in tokens[:2]] == ["0.5", "-1.25"]
    for token, value in zip(tokens[2:], run.free.tolist(), strict=True):
        assert np.float32(token.full) == np.float32(value)
        assert abs(float(token.label) - value) <= 0.005
    assert all(token.known for token in tokens)


def test_a_stack_of_layers_is_compared_with_nothing() -> None:
    network = predictor(layers=2)
    assert reading_of(network, forecast(network, [0.5], 1, 3)).fidelity is None
