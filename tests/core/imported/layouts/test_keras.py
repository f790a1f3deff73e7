"""Keras's layout, by the equations in its documentation and source, and by Keras itself."""

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
)

NAMES = ("kernel", "recurrent_kernel", "bias")


def named(folder: str, *weights: np.ndarray) -> dict[str, np.ndarray]:
    return {
        f"{folder}/{name}".lstrip("/"): each for name, each in zip(NAMES, weights, strict=False)
    }


def lstm(weights, x, state):
    kernel, recurrent, bias = weights.values()
    h, c = (np.zeros(len(recurrent)),) * 2 if state is None else state
    i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, (h, c)


def gru_after(weights, x, state):
    kernel, recurrent, bias = weights.values()
    h = np.zeros(len(recurrent)) if state is None else state
    x_z, x_r, x_h = np.split(x @ kernel + bias[0], 3)
    h_z, h_r, h_h = np.split(h @ recurrent + bias[1], 3)
    z, r = sigmoid(x_z + h_z), sigmoid(x_r + h_r)
    h = z * h + (1 - z) * np.tanh(x_h + r * h_h)
    return h, h


def gru_before(weights, x, state):
    kernel, recurrent, *biases = weights.values()
    h = np.zeros(len(recurrent)) if state is None else state
    x_z, x_r, x_h = np.split(x @ kernel + (biases[0] if biases else 0), 3)
    u_z, u_r, u_h = np.split(recurrent, 3, axis=1)
    z, r = sigmoid(x_z + h @ u_z), sigmoid(x_r + h @ u_r)
    h = z * h + (1 - z) * np.tanh(x_h + (r * h) @ u_h)
    return h, h


def rnn(weights, x, state):
    kernel, recurrent, bias = weights.values()
    h = np.zeros(len(recurrent)) if state is None else state
    h = np.tanh(x @ kernel + h @ recurrent + bias)
    return h, h


CELLS = {
    "lstm": (lstm, 4, lambda n: (4 * n,)),
    "gru": (gru_after, 3, lambda n: (2, 3 * n)),
    "paper-gru": (gru_before, 3, lambda n: (3 * n,)),
    "rnn": (rnn, 1, lambda n: (n,)),
}


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_states_are_those_of_the_equations(cell: str, inputs: int, units: int, seed: int):
    step, blocks, bias = CELLS[cell]
    numbers = Numbers(seed)
    shapes = (inputs, blocks * units), (units, blocks * units), bias(units)
    weights = named(f"model/{cell}/{cell}_cell", *(numbers(*shape) for shape in shapes))

    network = check(weights, step, numbers.series(5, inputs))

    assert network.card.cell == cell


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@settings(max_examples=EXAMPLES)
@given(**CASES)
def test_what_cudnn_has_saved_is_put_in_order(cell: str, inputs: int, units: int, seed: int):
    """CuDNN keeps a gate's matrix by rows of units; Keras saved it reshaped, not transposed."""
    step, blocks, _bias = CELLS[cell]
    numbers = Numbers(seed)
    kernels = [numbers(units, inputs) for _block in range(blocks)]  # as CuDNN multiplies: W x
    recurrent = [numbers(units, units) for _block in range(blocks)]
    bias = numbers(2, blocks * units)
    saved = named(
        "cu_dnnlstm_1",
        np.hstack([each.reshape(-1).reshape((inputs, units), order="C") for each in kernels]),
        np.hstack(recurrent),
        bias.reshape(-1),
    )
    usual = {
        "kernel": np.hstack([each.T for each in kernels]),
        "recurrent_kernel": np.hstack([each.T for each in recurrent]),
        "bias": bias if cell == "gru" else bias.sum(0),
    }
    exact = {name: each.astype(np.float64) for name, each in usual.items()}
    check(saved, lambda _saved, x, state: step(exact, x, state), numbers.series(5, inputs))


def test_a_gru_without_bias_is_asked_about():
    numbers = Numbers(0)
    weights = named("gru", numbers(2, 9), numbers(3, 9))
    _content, found = found_in(weights)

    assert [each.name for each in found.questions][:2] == ["gates", "reset"]
    check(weights, gru_before, numbers.series(5, 2), reset="before")


def test_the_hard_sigmoid_cannot_be_run_yet():
    numbers = Numbers(0)
    weights = named("lstm", numbers(2, 12), numbers(3, 12), numbers(12))
    with pytest.raises(Refusal, match="cell hard-sigmoid-lstm cannot be run here yet"):
        opened(weights, gates="hard-sigmoid")


def description(**settings: object) -> dict[str, str]:
    layer = {"class_name": "GRU", "config": {"name": "gru", **settings}}
    return {"keras": json.dumps({"config": {"layers": [layer]}})}


def test_the_models_own_description_answers():
    numbers = Numbers(0)
    weights = named("model/gru/gru_cell", numbers(2, 9), numbers(3, 9))
    notes = description(reset_after=False, activation="tanh", recurrent_activation="sigmoid")
    _content, found = found_in(weights, notes)

    assert found.cell == "paper-gru"
    assert not {"gates", "reset"} & {each.name for each in found.questions}
    check(weights, gru_before, numbers.series(5, 2), notes)


def test_functions_that_cannot_be_run_are_refused():
    numbers = Numbers(0)
    weights = named("model/gru/gru_cell", numbers(2, 9), numbers(3, 9))
    with pytest.raises(Refusal, match="squashes with swish"):
        found_in(weights, description(activation="swish"))


def test_a_layer_that_reads_backwards_alone_is_refused():
    numbers = Numbers(0)
    weights = named("model/gru/gru_cell", numbers(2, 9), numbers(3, 9))
    with pytest.raises(Refusal, match="has go_backwards"):
        found_in(weights, description(go_backwards=True))


def test_weights_without_a_folder_are_found():
    numbers = Numbers(0)
    weights = named("", numbers(2, 9), numbers(3, 9), numbers(2, 9))
    check(weights, gru_after, numbers.series(5, 2))


@pytest.mark.parametrize(
    "notes", ["", "[" * 5_000, '{"config": 5}', '{"config": {"name": []}}', "3"]
)
def test_any_description_is_read(notes: str):
    numbers = Numbers(0)
    weights = named("gru", numbers(2, 9), numbers(3, 9))
    assert found_in(weights, {"keras": notes})[1].cell == "gru"


@pytest.mark.parametrize("bias", [(7,), (3, 9), (2, 2, 9)])
def test_a_bias_that_does_not_fit_is_refused(bias: tuple[int, ...]):
    numbers = Numbers(0)
    with pytest.raises(Refusal, match="gru/bias was expected to have the shape"):
        found_in(named("gru", numbers(2, 9), numbers(3, 9), numbers(*bias)))


def test_forward_and_backward_are_two_directions():
    numbers = Numbers(0)
    both = [named(f"both/{way}_lstm/lstm_cell", numbers(2, 12), numbers(3, 12), numbers(12))
            for way in ("forward", "backward")]  # fmt: skip
    _content, found = found_in(both[1] | both[0])

    assert (found.layers, found.directions, len(found.keys)) == (1, 2, 6)
    assert found.keys[0] == "both/forward_lstm/lstm_cell/kernel"


def test_numbered_layers_that_fit_are_a_stack():
    numbers = Numbers(0)
    weights = named("lstm/lstm_cell", numbers(2, 12), numbers(3, 12), numbers(12)) | named(
        "lstm_1/lstm_cell", numbers(3, 12), numbers(3, 12), numbers(12)
    )
    _content, found = found_in(weights)

    assert (found.layers, found.directions) == (2, 1)
