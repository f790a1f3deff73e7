"""A series that goes on by itself: each prediction is read, and nothing else is."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.analysis.reading import read
from core.cells import CELLS
from core.generation.forecast import MOST_STEPS, Forecast, forecast, reach_of
from core.network import Network
from core.network.catalogue import CELLS as SHIPPED
from core.network.catalogue import TASKS
from tests.core.generation.number_networks import VALUES, predictor

SERIES = st.lists(VALUES, min_size=1, max_size=8)
NETWORKS = st.builds(predictor, st.sampled_from(sorted(CELLS)), layers=st.integers(1, 2))


@torch.inference_mode()
def stepped(network: Network, values: list[float], horizon: int) -> list[float]:
    """Step a network by hand: first along the values, then along what it says itself."""
    states = [cell.initial_state(1) for cell in network.cells]
    said: list[float] = []
    for t in range(len(values) + horizon):
        x = torch.tensor([[values[t] if t < len(values) else said[-1]]])
        for layer, cell in enumerate(network.cells):
            states[layer] = cell.update(cell.gates(x, states[layer].hidden_state), states[layer])
            x = states[layer].hidden_state
        said.append(float(x[0] @ network.readout.weight[0] + network.readout.bias[0]))
    return said


@settings(max_examples=40)
@given(NETWORKS, SERIES, st.integers(0, 12), st.data())
def test_a_forecast_is_the_network_stepped_by_hand(
    network: Network, values: list[float], horizon: int, data: st.DataObject
) -> None:
    prime = data.draw(st.integers(1, len(values)))
    run = forecast(network, values, prime, horizon)
    said = stepped(network, values[:prime], horizon)
    assert run.free.shape == (horizon,)
    np.testing.assert_allclose(run.free, said[prime - 1 : -1], atol=1e-5)
    np.testing.assert_allclose(run.after, said, atol=1e-5)
    whole = stepped(network, values, 0)
    np.testing.assert_allclose(run.one_step[1:], whole, atol=1e-5)
    assert run.one_step[0] == network.readout.bias[0]


@settings(max_examples=40)
@given(NETWORKS, SERIES, st.integers(1, 12), st.data())
def test_it_goes_on_as_if_what_it_predicted_had_come(
    network: Network, values: list[float], horizon: int, data: st.DataObject
) -> None:
    prime = data.draw(st.integers(1, len(values)))
    run = forecast(network, values, prime, horizon)
    assert run.free[0] == run.one_step[prime]
    cut = data.draw(st.integers(0, horizon))
    later = forecast(network, run.read[: prime + cut].tolist(), prime + cut, horizon - cut)
    np.testing.assert_array_equal(later.free, run.free[cut:])
    np.testing.assert_array_equal(later.after, run.after)
    for name, array in run.trace.activations.items():
        np.testing.assert_array_equal(later.trace[name], array)


@settings(max_examples=25)
@given(NETWORKS, SERIES, SERIES, st.integers(0, 8))
def test_what_came_later_changes_nothing(
    network: Network, values: list[float], others: list[float], horizon: int
) -> None:
    prime = len(values)
    run = forecast(network, values, prime, horizon)
    told = forecast(network, values + others, prime, horizon)
    np.testing.assert_array_equal(told.free, run.free)
    np.testing.assert_array_equal(told.one_step[: prime + 1], run.one_step)
    np.testing.assert_array_equal(told.truth, np.array(others[:horizon], np.float32))
    assert not len(run.truth)


@pytest.mark.parametrize("cell", SHIPPED)
def test_one_step_forecasts_are_the_outputs_of_the_reading(cell: str) -> None:
    network = load_network("wave", cell)
    reading = read(network, TASKS["wave"].example)
    run = forecast(network, reading.encoded.codes, 20, 5)
    np.testing.assert_allclose(run.one_step[1:], reading.opinions[:, 0], atol=1e-6)
    np.testing.assert_array_equal(run.values, reading.values)


@settings(max_examples=25)
@given(NETWORKS, SERIES, st.integers(0, 12))
def test_its_trace_and_its_text_are_those_of_what_it_read(
    network: Network, values: list[float], horizon: int
) -> None:
    run = forecast(network, values, len(values), horizon)
    encoded = network.encode(run.text)
    np.testing.assert_array_equal(np.array(encoded.codes, np.float32), run.read)
    assert all(encoded.known)
    whole = network.trace(run.text)
    assert run.trace.tokens == whole.tokens
    for name, array in run.trace.activations.items():
        np.testing.assert_allclose(array, whole[name], atol=1e-5)
    np.testing.assert_allclose(network.opinions(run.trace)[:, 0], run.after, atol=1e-6)


@given(NETWORKS, st.lists(st.floats(-1000, 1000, width=32), min_size=1, max_size=6))
def test_no_prediction_is_beyond_its_reach(network: Network, values: list[float]) -> None:
    low, high = reach_of(network)
    run = forecast(network, values, 1, 4)
    said = np.concatenate([run.free, run.one_step])
    assert low - 1e-5 <= said.min()
    assert said.max() <= high + 1e-5


@pytest.mark.parametrize(("cell", "bounded"), [("gru", True), ("min-gru", False)])
def test_only_bounded_states_bound_what_is_predicted(cell: str, bounded: bool) -> None:
    assert np.isfinite(reach_of(predictor(cell))).all() == bounded


def test_the_shipped_network_is_better_than_a_guess() -> None:
    values = load_network("wave", "lstm").encode(TASKS["wave"].example).codes
    run = forecast(load_network("wave", "lstm"), values, 30, 5)
    mean = np.mean(values[:30])
    assert np.abs(run.free - run.truth).mean() < np.abs(mean - run.truth).mean()


def test_nothing_in_it_can_be_changed() -> None:
    run = forecast(predictor(), [0.5, 1.0], 1, 2)
    assert isinstance(run, Forecast)
    for array in (run.values, run.free, run.one_step, run.after):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize(
    ("values", "prime", "horizon"),
    [([], 0, 3), ([1.0], 0, 3), ([1.0], 2, 3), ([1.0], 1, -1), ([1.0], 1, MOST_STEPS)],
)
def test_what_cannot_be_forecast_is_refused(values: list[float], prime: int, horizon: int) -> None:
    with pytest.raises(ValueError, match="forecast expected a prime from 1"):
        forecast(predictor(), values, prime, horizon)


def test_a_network_that_predicts_no_values_is_refused() -> None:
    with pytest.raises(ValueError, match="predicts the next value; this one predicts 'next-token'"):
        forecast(load_network("hello", "gru"), [1.0], 1, 1)
