"""TensorFlow 1's layout, by the equations of rnn_cell_impl.py."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from core.imported import Refusal
from tests.core.imported.layouts.states import CASES, EXAMPLES, Numbers, check, found_in, sigmoid


def lstm_with(forget_bias: float):
    def step(weights, x, state):
        kernel, bias = weights.values()
        h, c = (np.zeros(kernel.shape[1] // 4),) * 2 if state is None else state
        i, j, f, o = np.split(np.concatenate([x, h]) @ kernel + bias, 4)
        c = c * sigmoid(f + forget_bias) + sigmoid(i) * np.tanh(j)
        h = np.tanh(c) * sigmoid(o)
        return h, (h, c)

    return step


@pytest.mark.parametrize("answer", ["1", "0", None])
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_an_lstm(answer: str | None, inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    folder = "rnn/multi_rnn_cell/cell_0/basic_lstm_cell"
    weights = {
        f"{folder}/kernel": numbers(inputs + units, 4 * units),
        f"{folder}/bias": numbers(4 * units),
    }
    answers: dict[str, Any] = {} if answer is None else {"forget_bias": answer}
    step = lstm_with(float(answer or 1))
    check(weights, step, numbers.series(5, inputs), **answers)


def gru(weights, x, state):
    gates, gates_bias, candidate, candidate_bias = weights.values()
    h = np.zeros(len(candidate_bias)) if state is None else state
    r, u = np.split(sigmoid(np.concatenate([x, h]) @ gates + gates_bias), 2)
    c = np.tanh(np.concatenate([x, r * h]) @ candidate + candidate_bias)
    h = u * h + (1 - u) * c
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_a_gru(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "rnn/gru_cell/gates/kernel": numbers(inputs + units, 2 * units),
        "rnn/gru_cell/gates/bias": numbers(2 * units),
        "rnn/gru_cell/candidate/kernel": numbers(inputs + units, units),
        "rnn/gru_cell/candidate/bias": numbers(units),
    }
    network = check(weights, gru, numbers.series(5, inputs))
    assert network.card.cell == "paper-gru"


def rnn(weights, x, state):
    kernel, bias = weights.values()
    h = np.zeros(len(bias)) if state is None else state
    h = np.tanh(np.concatenate([x, h]) @ kernel + bias)
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_a_plain_cell_with_its_old_names(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "RNN/BasicRNNCell_cell/weights": numbers(inputs + units, units),
        "RNN/BasicRNNCell_cell/biases": numbers(units),
    }
    renamed = {key.replace("BasicRNNCell_cell", "basic_rnn_cell"): v for key, v in weights.items()}
    check(renamed, rnn, numbers.series(5, inputs))


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        ("w_f_diag", "has peepholes"),
        ("projection/kernel", "has projection/kernel, with which it cannot be run"),
        ("input/gamma", "has input/gamma, with which it cannot be run"),
    ],
)
def test_cells_with_more_in_them_are_refused(beside: str, reason: str):
    numbers = Numbers(0)
    weights = {"lstm_cell/kernel": numbers(5, 12), f"lstm_cell/{beside}": numbers(3, 2)}
    with pytest.raises(Refusal, match=reason):
        found_in(weights)


def test_a_matrix_without_room_for_what_is_read_is_refused():
    with pytest.raises(Refusal, match=r"lstm_cell/kernel was expected to have the shape \(7, 12\)"):
        found_in({"lstm_cell/kernel": Numbers(0)(3, 12)})


def test_a_dense_layer_is_no_cell():
    numbers = Numbers(0)
    with pytest.raises(Refusal, match="no weights of an RNN"):
        found_in({"dense/kernel": numbers(5, 12), "dense/bias": numbers(12)})
