"""ONNX's layout, by the equations of its operators."""

import json

import numpy as np
import pytest
from hypothesis import given, settings

from core.imported import Refusal
from tests.core.imported.layouts.states import (
    CASES,
    EXAMPLES,
    Numbers,
    check,
    found_in,
    opened,
    sigmoid,
    states,
)


def operator(numbers: Numbers, blocks: int, inputs: int, units: int, directions: int = 1):
    rows = blocks * units
    return {
        "op/W": numbers(directions, rows, inputs),
        "op/R": numbers(directions, rows, units),
        "op/B": numbers(directions, 2 * rows),
    }


def notes(**attributes: object) -> dict[str, str]:
    return {"onnx": json.dumps({"op": attributes})}


def lstm(weights, x, state, direction: int = 0):
    w, r, b = (each[direction] for each in weights.values())
    h, c = (np.zeros(r.shape[1]),) * 2 if state is None else state
    w_b, r_b = np.split(b, 2)
    i, o, f, g = np.split(w @ x + r @ h + w_b + r_b, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, (h, c)


def gru(after: bool):
    def step(weights, x, state):
        w, r, b = (each[0] for each in weights.values())
        h = np.zeros(r.shape[1]) if state is None else state
        (w_z, w_r, w_h), (r_z, r_r, r_h) = np.split(w, 3), np.split(r, 3)
        b_wz, b_wr, b_wh, b_rz, b_rr, b_rh = np.split(b, 6)
        z = sigmoid(w_z @ x + r_z @ h + b_wz + b_rz)
        reset = sigmoid(w_r @ x + r_r @ h + b_wr + b_rr)
        inner = reset * (r_h @ h + b_rh) if after else r_h @ (reset * h) + b_rh
        h = (1 - z) * np.tanh(w_h @ x + inner + b_wh) + z * h
        return h, h

    return step


def rnn(weights, x, state):
    w, r, b = (each[0] for each in weights.values())
    h = np.zeros(len(r)) if state is None else state
    h = np.tanh(w @ x + r @ h + b[: len(r)] + b[len(r) :])
    return h, h


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_an_lstm(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    check(operator(numbers, 4, inputs, units), lstm, numbers.series(5, inputs))


@pytest.mark.parametrize("after", [True, False])
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_a_gru_as_its_attribute_says(after: bool, inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights = operator(numbers, 3, inputs, units)
    said = notes(linear_before_reset=1) if after else notes(hidden_size=units)
    network = check(weights, gru(after), numbers.series(5, inputs), said)
    assert network.card.cell == ("gru" if after else "paper-gru")


def test_the_attributes_of_an_operator_in_a_folder_are_found():
    numbers = Numbers(0)
    weights = {key.replace("op", "model/a.gru"): v for key, v in operator(numbers, 3, 2, 3).items()}
    said = {"onnx": json.dumps({"model/a.gru": {"linear_before_reset": 0}, "b": 3})}
    check(weights, gru(False), numbers.series(5, 2), said)


def test_a_gru_without_attributes_is_asked_about():
    numbers = Numbers(0)
    weights = operator(numbers, 3, 2, 3)
    assert found_in(weights)[1].questions[0].name == "reset"
    check(weights, gru(False), numbers.series(5, 2), reset="before")


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_an_rnn(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    check(operator(numbers, 1, inputs, units), rnn, numbers.series(5, inputs))


@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_the_second_direction_reads_from_the_end(inputs: int, units: int, seed: int):
    numbers = Numbers(seed)
    weights, series = operator(numbers, 4, inputs, units, directions=2), numbers.series(5, inputs)
    network = opened(weights)

    expected, state = [], None
    for x in series[::-1]:
        hidden, state = lstm({k: v.astype(float) for k, v in weights.items()}, x, state, 1)
        expected.append(hidden)

    backward = states(network, series, direction="backward")
    np.testing.assert_allclose(backward, expected, atol=1e-6)


def test_weights_that_pytorchs_exporter_numbers_are_put_together():
    numbers = Numbers(0)
    named = operator(numbers, 4, 2, 3)
    weights = {f"onnx::LSTM_{9 + place}": each for place, each in enumerate(named.values())}
    check(weights, lstm, numbers.series(5, 2))


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"clip": 3.0}, "has clip"),
        ({"input_forget": 1}, "has input_forget"),
        ({"direction": "reverse"}, "has direction"),
        ({"activations": ["HardSigmoid", "Tanh", "Tanh"]}, "squashes with hardsigmoid tanh tanh"),
        ({"activations": 5}, "squashes with"),
    ],
)
def test_other_equations_are_refused(attributes: dict, reason: str):
    with pytest.raises(Refusal, match=reason):
        found_in(operator(Numbers(0), 4, 2, 3), notes(**attributes))


def test_peepholes_are_refused():
    numbers = Numbers(0)
    with pytest.raises(Refusal, match="op has peepholes"):
        found_in(operator(numbers, 4, 2, 3) | {"op/P": numbers(1, 9)})
