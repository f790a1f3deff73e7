"""Haiku's layout, by the equations of haiku/_src/recurrent.py."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.imported import Refusal
from tests.core.imported.layouts.states import CASES, EXAMPLES, Numbers, check, found_in, sigmoid


def lstm(weights, x, state):
    w, b = weights.values()
    h, c = (np.zeros(len(b) // 4),) * 2 if state is None else state
    i, g, f, o = np.split(np.concatenate([x, h]) @ w + b, 4)
    c = sigmoid(f + 1) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, (h, c)


def gru(weights, x, state):
    w_i, w_h, b = weights.values()
    h = np.zeros(len(w_h)) if state is None else state
    x_z, x_r, x_a = np.split(x @ w_i + b, 3)
    w_z, w_r, w_a = np.split(w_h, 3, axis=1)
    z, r = sigmoid(x_z + h @ w_z), sigmoid(x_r + h @ w_r)
    h = (1 - z) * h + z * np.tanh(x_a + (r * h) @ w_a)
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_an_lstm(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "net/~/lstm/linear/w": numbers(inputs + units, 4 * units),
        "net/~/lstm/linear/b": numbers(4 * units),
    }
    check(weights, lstm, numbers.series(5, inputs))


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_a_gru(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "gru/w_i": numbers(inputs, 3 * units),
        "gru/w_h": numbers(units, 3 * units),
        "gru/b": numbers(3 * units),
    }
    network = check(weights, gru, numbers.series(5, inputs))
    assert network.card.cell == "paper-gru"


def rnn(weights, x, state):
    w_x, b_x, w_h, b_h = weights.values()
    h = np.zeros(len(w_h)) if state is None else state
    h = np.maximum(x @ w_x + b_x + h @ w_h + b_h, 0)
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_a_vanilla_rnn_rectifies(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "vanilla_rnn/linear/w": numbers(inputs, units) / 3,
        "vanilla_rnn/linear/b": numbers(units),
        "vanilla_rnn/linear_1/w": numbers(units, units) / 3,
        "vanilla_rnn/linear_1/b": numbers(units),
    }
    check(weights, rnn, numbers.series(5, inputs))


def test_a_gru_of_another_shape_is_refused():
    numbers = Numbers(0)
    with pytest.raises(Refusal, match=r"gru/w_h was expected to have the shape \(3, 9\)"):
        found_in({"gru/w_i": numbers(2, 9), "gru/w_h": numbers(3, 8)})
