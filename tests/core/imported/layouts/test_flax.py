"""Flax's layouts, by the equations of flax/linen/recurrent.py and flax/nnx/nn/recurrent.py."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.imported import Refusal
from tests.core.imported.layouts.states import CASES, EXAMPLES, Numbers, check, found_in, sigmoid


def lstm(at):
    def step(weights, x, state):
        h, c = (np.zeros(len(at(weights, "hi", "bias"))),) * 2 if state is None else state

        def gate(name: str) -> np.ndarray:
            from_h = h @ at(weights, f"h{name}", "kernel") + at(weights, f"h{name}", "bias")
            return x @ at(weights, f"i{name}", "kernel") + from_h

        c = sigmoid(gate("f")) * c + sigmoid(gate("i")) * np.tanh(gate("g"))
        h = sigmoid(gate("o")) * np.tanh(c)
        return h, (h, c)

    return step


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_linens_lstm(inputs: int, units: int, seed: int):
    numbers, folder = Numbers(seed), "params/OptimizedLSTMCell_0"
    weights = {f"{folder}/i{gate}/kernel": numbers(inputs, units) for gate in "ifgo"}
    weights |= {f"{folder}/h{gate}/kernel": numbers(units, units) for gate in "ifgo"}
    weights |= {f"{folder}/h{gate}/bias": numbers(units) for gate in "ifgo"}
    step = lstm(lambda weights, layer, leaf: weights[f"{folder}/{layer}/{leaf}"])
    check(weights, step, numbers.series(5, inputs))


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_nnxs_lstm_which_spells_if_otherwise(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {f"cell.{name}.kernel": numbers(inputs, units) for name in ("ii", "if_", "ig", "io")}
    weights |= {f"cell.h{gate}.kernel": numbers(units, units) for gate in "ifgo"}
    weights |= {f"cell.h{gate}.bias": numbers(units) for gate in "ifgo"}
    spelled = {"if": "if_"}
    step = lstm(lambda weights, name, leaf: weights[f"cell.{spelled.get(name, name)}.{leaf}"])
    check(weights, step, numbers.series(5, inputs))


def linens_gru(w, x, state):
    h = np.zeros(len(w["cell/hn/bias"])) if state is None else state
    r = sigmoid(x @ w["cell/ir/kernel"] + w["cell/ir/bias"] + h @ w["cell/hr/kernel"])
    z = sigmoid(x @ w["cell/iz/kernel"] + w["cell/iz/bias"] + h @ w["cell/hz/kernel"])
    inner = r * (h @ w["cell/hn/kernel"] + w["cell/hn/bias"])
    h = (1 - z) * np.tanh(x @ w["cell/in/kernel"] + w["cell/in/bias"] + inner) + z * h
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_linens_gru(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {f"cell/i{gate}/kernel": numbers(inputs, units) for gate in "rzn"}
    weights |= {f"cell/i{gate}/bias": numbers(units) for gate in "rzn"}
    weights |= {f"cell/h{gate}/kernel": numbers(units, units) for gate in "rzn"}
    weights["cell/hn/bias"] = numbers(units)
    check(weights, linens_gru, numbers.series(5, inputs))


def plain(w, x, state):
    kernel, bias, recurrent = w.values()
    h = np.zeros(len(recurrent)) if state is None else state
    h = np.tanh(x @ kernel + bias + h @ recurrent)
    return h, h


@pytest.mark.parametrize(("reads_x", "reads_h"), [("i", "h"), ("dense_i", "dense_h")])
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_the_simple_cell(reads_x: str, reads_h: str, inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        f"cell/{reads_x}/kernel": numbers(inputs, units),
        f"cell/{reads_x}/bias": numbers(units),
        f"cell/{reads_h}/kernel": numbers(units, units),
    }
    check(weights, plain, numbers.series(5, inputs))


def nnxs_lstm(w, x, state):
    kernel, recurrent, bias = w.values()
    h, c = (np.zeros(len(recurrent)),) * 2 if state is None else state
    i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, (h, c)


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_nnxs_optimised_lstm(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "cell/dense_i/kernel": numbers(inputs, 4 * units),
        "cell/dense_h/kernel": numbers(units, 4 * units),
        "cell/dense_h/bias": numbers(4 * units),
    }
    check(weights, nnxs_lstm, numbers.series(5, inputs))


def nnxs_gru(w, x, state):
    kernel, bias, recurrent = w.values()
    h = np.zeros(len(recurrent)) if state is None else state
    x_r, x_z, x_n = np.split(x @ kernel + bias, 3)
    h_r, h_z, h_n = np.split(h @ recurrent, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    h = (1 - z) * np.tanh(x_n + r * h_n) + z * h
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_nnxs_gru(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = {
        "rnn.cell.dense_i.kernel": numbers(inputs, 3 * units),
        "rnn.cell.dense_i.bias": numbers(3 * units),
        "rnn.cell.dense_h.kernel": numbers(units, 3 * units),
    }
    check(weights, nnxs_gru, numbers.series(5, inputs))


def test_a_gate_of_another_size_is_refused():
    numbers = Numbers(0)
    weights = {f"cell/{side}{gate}/kernel": numbers(3, 3) for side in "ih" for gate in "ifgo"}
    weights["cell/ho/kernel"] = numbers(3, 2)
    with pytest.raises(Refusal, match=r"cell/ho/kernel was expected to have the shape \(3, 3\)"):
        found_in(weights)
