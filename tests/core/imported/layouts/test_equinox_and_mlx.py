"""Equinox's and MLX's layouts, by the equations of their sources."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.imported import Refusal
from tests.core.imported.layouts.states import CASES, EXAMPLES, Numbers, check, found_in, sigmoid


def lstm(weights, x, state):
    w_x, w_h, bias = weights.values()
    h, c = (np.zeros(w_h.shape[1]),) * 2 if state is None else state
    i, f, g, o = np.split(w_x @ x + w_h @ h + bias, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, (h, c)


def gru(weights, x, state):
    w_x, w_h, bias, bias_n = weights.values()
    h = np.zeros(len(bias_n)) if state is None else state
    x_r, x_z, x_n = np.split(w_x @ x + bias, 3)
    h_r, h_z, h_n = np.split(w_h @ h, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    new = np.tanh(x_n + r * (h_n + bias_n))
    h = new + z * (h - new)
    return h, h


def rnn(weights, x, state):
    w_x, w_h, bias = weights.values()
    h = np.zeros(len(w_h)) if state is None else state
    h = np.tanh(w_x @ x + w_h @ h + bias)
    return h, h


def with_names(names: str, *weights: np.ndarray) -> dict[str, np.ndarray]:
    return {f"model.cell.{name}": each for name, each in zip(names.split(), weights, strict=True)}


@pytest.mark.parametrize("names", ["weight_ih weight_hh bias", "Wx Wh bias"])
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_an_lstm(names: str, inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    shapes = (4 * units, inputs), (4 * units, units), (4 * units,)
    check(with_names(names, *(numbers(*s) for s in shapes)), lstm, numbers.series(5, inputs))


@pytest.mark.parametrize("names", ["weight_ih weight_hh bias bias_n", "Wx Wh b bhn"])
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_a_gru(names: str, inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    shapes = (3 * units, inputs), (3 * units, units), (3 * units,), (units,)
    check(with_names(names, *(numbers(*s) for s in shapes)), gru, numbers.series(5, inputs))


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_an_rnn_of_mlx(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    shapes = (units, inputs), (units, units), (units,)
    weights = with_names("Wxh Whh bias", *(numbers(*s) for s in shapes))
    check(weights, rnn, numbers.series(5, inputs))


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_matrices_on_the_right_as_in_mlxs_first_releases(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    shapes = (inputs, 4 * units), (units, 4 * units), (4 * units,)
    weights = with_names("Wx Wh bias", *(numbers(*s) for s in shapes))

    def step(weights, x, state):
        turned = {key: each.T for key, each in weights.items()}
        return lstm(turned, x, state)

    check(weights, step, numbers.series(5, inputs))


def test_a_gru_of_equinox_needs_its_second_bias():
    numbers = Numbers(0)
    with pytest.raises(Refusal, match="cell/bias_n is missing beside cell/weight_ih"):
        found_in(with_names("weight_ih weight_hh bias", numbers(9, 2), numbers(9, 3), numbers(9)))
