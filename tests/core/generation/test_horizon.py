"""Errors over the horizon, against every forecast made one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.cells import CELLS
from core.generation.baselines import baselines
from core.generation.forecast import forecast
from core.generation.horizon import LEAST_READ, errors_over_horizon
from core.sequence_tasks.wave import made_up
from tests.core.generation.number_networks import VALUES, predictor

NAMES = ["free", "one-step", "last-value", "mean", "same-phase"]


@settings(max_examples=25)
@given(
    st.sampled_from(sorted(CELLS)),
    st.integers(1, 2),
    st.lists(VALUES, min_size=LEAST_READ - 2, max_size=26),
    st.integers(1, 8),
    st.integers(1, 20),
)
def test_errors_are_those_of_the_forecasts_made_one_by_one(
    cell: str, layers: int, values: list[float], horizon: int, cycle: int
) -> None:
    network = predictor(cell, layers=layers)
    squares: dict[str, list[list[float]]] = {name: [[] for _ in range(horizon)] for name in NAMES}
    first = max(LEAST_READ, cycle)
    for prime in range(first, len(values)):
        run = forecast(network, values, prime, horizon)
        made = {
            "free": run.free,
            "one-step": run.one_step[prime:],
            **baselines(run.values[:prime], horizon, cycle),
        }
        for ahead, true in enumerate(run.truth.tolist()):
            for name in NAMES:
                squares[name][ahead].append((float(made[name][ahead]) - true) ** 2)

    errors = errors_over_horizon(network, values, horizon, cycle)

    assert errors.first == first
    assert errors.starts.tolist() == [len(each) for each in squares["free"]]
    assert [*errors.squares] == NAMES
    for name in NAMES:
        expected = [sum(each) / len(each) if each else np.nan for each in squares[name]]
        np.testing.assert_allclose(errors.squares[name], expected, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(errors.roots[name] ** 2, errors.squares[name])


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "paper-gru"])
def test_over_many_starts_the_trained_networks_are_as_good_as_they_should_be(cell: str) -> None:
    network = load_network("wave", cell)
    values = network.encode(made_up(3, 250)).codes
    errors = errors_over_horizon(network, values, 20, 7).roots
    assert errors["free"][0] == pytest.approx(errors["one-step"][0], rel=1e-5)
    assert errors["free"][-1] > errors["free"][0]  # errors grow
    assert errors["one-step"].min() > 0.09  # the noise has a standard deviation of 0.1
    assert errors["one-step"].max() < 0.14
    for name in ("last-value", "mean", "same-phase"):
        assert errors["free"][:5].max() < errors[name][:5].min(), name
