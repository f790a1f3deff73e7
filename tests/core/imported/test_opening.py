"""Networks of files, opened: the same numbers as the layers that they come from."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from core.imported import Refusal, find_networks, open_network
from core.network import Network
from core.network.in_bytes import from_bytes, to_bytes
from tests.core.imported.files import (
    VOCABULARY,
    content,
    language_model,
    randomised,
    renamed,
    weights_of,
)

CODES = torch.tensor([[1, 2, 6, 3]])
TEXT = "abfc"


def states(parts: dict[str, nn.Module]) -> torch.Tensor:
    """Return PyTorch's own states of the last layer, ``(T, directions * size)``."""
    hidden, _last = parts["rnn"](parts["encoder"](CODES))
    return hidden[0]


@pytest.mark.parametrize("both", [False, True], ids=["one way", "two-way"])
@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("kind", [nn.RNN, nn.LSTM, nn.GRU])
def test_an_opened_network_has_the_states_of_the_layer(kind, depth: int, both: bool):
    parts = language_model(kind, num_layers=depth, bidirectional=both)
    file = content(weights_of(parts))

    (found,) = find_networks(file)
    network = open_network(file, found, vocabulary=VOCABULARY, readout="decoder")

    assert (found.cell, found.layers, found.directions) == (kind.__name__.lower(), depth, 1 + both)
    assert (found.input_size, found.hidden_size, found.layout) == (5, 4, "PyTorch")
    expected = states(parts)
    forward = network.trace(TEXT)["hidden_state"]
    assert np.abs(forward - expected[:, :4].numpy()).max() < 1e-6
    if both:
        backward = network.trace(TEXT, layer=depth - 1, direction="backward")["hidden_state"]
        assert np.abs(backward[::-1] - expected[:, 4:].numpy()).max() < 1e-6


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("both", [False, True], ids=["one way", "two-way"])
def test_a_projected_lstm_opens_with_all_its_layers(both: bool):
    parts = language_model(num_layers=2, proj_size=3, bidirectional=both)
    file = content(weights_of(parts))
    (found,) = find_networks(file)
    network = open_network(file, found, vocabulary=VOCABULARY)

    trace, expected = network.trace(TEXT), states(parts)

    assert (found.cell, found.hidden_size, found.projected_size) == ("projected-lstm", 4, 3)
    assert (trace["cell_state"].shape, trace["hidden_state"].shape) == ((4, 4), (4, 3))
    assert np.abs(trace["hidden_state"] - expected[:, :3].numpy()).max() < 1e-6
    opinions = network.opinions(trace, network.encode(TEXT).codes)
    assert np.abs(opinions - parts["decoder"](expected).softmax(-1).numpy()).max() < 1e-6


def test_a_rectified_rnn_opens_if_it_is_said_to_be_one():
    parts = language_model(nn.RNN, nonlinearity="relu")
    file = content(weights_of(parts))
    network = open_network(file, find_networks(file)[0], vocabulary=VOCABULARY, nonlinearity="relu")

    expected = states(parts)
    assert network.card.cell == "relu-rnn"
    assert np.abs(network.trace(TEXT)["hidden_state"] - expected.numpy()).max() < 1e-6
    last = parts["decoder"](expected[-1]).softmax(-1).numpy()
    assert np.abs(network.predict([TEXT])[0] - last).max() < 1e-6


def opened(**answers: Any) -> tuple[dict[str, nn.Module], Network]:
    parts = language_model()
    file = content(weights_of(parts))
    (found,) = find_networks(file)
    return parts, open_network(file, found, vocabulary=VOCABULARY, **answers)


def test_the_next_token_is_predicted_as_pytorch_does():
    parts, network = opened()

    expected = parts["decoder"](states(parts)).softmax(-1)
    trace = network.trace(TEXT)

    assert network.outputs == VOCABULARY
    assert network.card.target == "next-token"
    assert np.abs(network.opinions(trace) - expected.numpy()).max() < 1e-6


def test_an_unknown_character_is_read_as_the_vocabulary_says():
    parts, network = opened()

    hidden, _last = parts["rnn"](parts["encoder"](torch.tensor([[1, 0]])))

    assert np.abs(network.trace("aß")["hidden_state"] - hidden[0].numpy()).max() < 1e-6


def test_without_a_readout_there_are_states_and_no_outputs():
    parts, network = opened(readout="none")

    trace = network.trace(TEXT)

    assert network.outputs == ()
    assert network.opinions(trace).shape == (4, 0)
    assert np.abs(trace["hidden_state"] - states(parts).numpy()).max() < 1e-6


def test_without_a_vocabulary_it_reads_numbers():
    parts = language_model(nn.GRU)
    file = content(renamed(parts["rnn"], "gru."))
    network = open_network(file, find_networks(file)[0])

    hidden, _last = parts["rnn"](torch.tensor([[[0.5, 1, -1, 0, 2], [0, 0, 0.25, 0, 0]]]))

    trace = network.trace("0.5|1|-1|0|2 0|0|.25|0|0")
    assert np.abs(trace["hidden_state"] - hidden[0].numpy()).max() < 1e-6


def test_numbers_in_classes_out():
    layer, head = randomised(nn.GRU(1, 4)), randomised(nn.Linear(4, 3), 1)
    file = content(renamed(layer, "gru.") | renamed(head, "fc."))
    network = open_network(file, find_networks(file)[0], outputs=("a", "b", "c"))

    hidden, _last = layer(torch.tensor([[0.5], [-1.0]]))

    opinions = network.opinions(network.trace("0.5 -1"))
    assert network.outputs == ("a", "b", "c")
    assert np.abs(opinions - head(hidden).softmax(-1).numpy()).max() < 1e-6


def test_one_number_out_is_the_next_value():
    layer, head = randomised(nn.RNN(1, 4)), randomised(nn.Linear(4, 1), 1)
    file = content(renamed(layer, "rnn.") | renamed(head, "fc."))
    network = open_network(file, find_networks(file)[0])

    hidden, _last = layer(torch.tensor([[0.5], [-1.0]]))

    assert network.card.target == "next-value"
    opinions = network.opinions(network.trace("0.5 -1"))
    assert np.abs(opinions - head(hidden).numpy()).max() < 1e-6


def test_a_single_probability_is_the_second_of_two():
    parts = language_model()
    parts["decoder"] = randomised(nn.Linear(4, 1), 5)
    file = content(weights_of(parts))
    network = open_network(file, find_networks(file)[0], vocabulary=VOCABULARY)

    expected = parts["decoder"](states(parts)).sigmoid()

    assert network.outputs == ("no", "yes")
    opinions = network.opinions(network.trace(TEXT))
    assert np.abs(opinions[:, 1:] - expected.numpy()).max() < 1e-6


def test_a_tied_readout_is_the_vectors_of_the_tokens():
    layer, vectors = randomised(nn.LSTM(4, 4)), randomised(nn.Embedding(len(VOCABULARY), 4), 1)
    bias = torch.linspace(-1, 1, len(VOCABULARY))
    weights = renamed(layer, "rnn.") | renamed(vectors, "encoder.") | {"decoder.bias": bias}
    file = content(weights)
    network = open_network(file, find_networks(file)[0], vocabulary=VOCABULARY)

    hidden, _last = layer(vectors(CODES[0])[:, None])

    expected = (hidden[:, 0] @ vectors.weight.T + bias).softmax(-1)
    assert np.abs(network.opinions(network.trace(TEXT)) - expected.numpy()).max() < 1e-6


def test_a_vocabulary_as_long_as_what_is_read_is_one_hot():
    layer = randomised(nn.GRU(len(VOCABULARY), 4))
    file = content(renamed(layer, "gru."))
    network = open_network(file, find_networks(file)[0], vocabulary=VOCABULARY)

    hidden, _last = layer(torch.eye(len(VOCABULARY))[CODES[0]][:, None])

    assert np.abs(network.trace(TEXT)["hidden_state"] - hidden[:, 0].numpy()).max() < 1e-6


def test_vectors_are_found_by_the_length_of_the_vocabulary():
    parts = language_model()
    other = randomised(nn.Embedding(99, 5), 8)
    file = content(renamed(other, "emb.") | weights_of(parts))
    network = open_network(file, find_networks(file)[0], vocabulary=VOCABULARY)

    assert np.abs(network.trace(TEXT)["hidden_state"] - states(parts).numpy()).max() < 1e-6


def test_a_path_opens_as_its_content_does(tmp_path: Path):
    parts = language_model()
    path = tmp_path / "model.safetensors"
    path.write_bytes(content(weights_of(parts)))
    network = open_network(str(path), find_networks(path)[0], vocabulary=VOCABULARY)

    assert np.abs(network.trace(TEXT)["hidden_state"] - states(parts).numpy()).max() < 1e-6


@pytest.mark.parametrize("vocabulary", [VOCABULARY, None])
@pytest.mark.parametrize("readout", ["decoder", "none"])
def test_an_opened_network_comes_back_from_its_bytes(vocabulary, readout: str):
    file = content(weights_of(language_model()))
    network = open_network(file, find_networks(file)[0], vocabulary=vocabulary, readout=readout)
    text = TEXT if vocabulary else "1|2|3|4|5 0|0|0|0|0"

    back = from_bytes(to_bytes(network))

    assert back.card == network.card
    assert np.array_equal(back.trace(text)["cell_state"], network.trace(text)["cell_state"])


@pytest.mark.parametrize(
    ("vocabulary", "message"),
    [
        (VOCABULARY[1:], "as there are vectors, 7, and has 6"),
        ((*VOCABULARY[1:], "a"), "each of them once; a is not so"),
        ((*VOCABULARY[1:], "\ud800"), "each of them once"),
        ((*VOCABULARY[1:], 5), "each of them once; 5"),
    ],
)
def test_a_vocabulary_that_does_not_fit_is_refused(vocabulary, message: str):
    file = content(weights_of(language_model()))
    with pytest.raises(Refusal, match=message):
        open_network(file, find_networks(file)[0], vocabulary=vocabulary)


def test_other_questions_and_answers_are_refused():
    with pytest.raises(ValueError, match=r"readout to be one of decoder, none; got 'head'"):
        opened(readout="head")
    with pytest.raises(ValueError, match="answers to embedding, tokenizer, readout, target; got"):
        opened(nonlinearity="relu")


def test_what_was_found_in_another_file_is_refused():
    file, other = (content(renamed(randomised(nn.GRU(2, n)), "gru.")) for n in (3, 4))
    with pytest.raises(Refusal, match="gru was found in another file"):
        open_network(file, find_networks(other)[0])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -3e38])
def test_weights_that_are_no_usual_numbers_are_refused(number: float):
    weights = renamed(randomised(nn.GRU(2, 3)), "gru.")
    weights["gru.bias_hh_l0"][1] = number
    file = content(weights)
    with pytest.raises(Refusal, match=r"finite numbers up to 1e6; gru\.bias_hh_l0 has another"):
        open_network(file, find_networks(file)[0])


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16])
def test_weights_of_other_precision_are_read(dtype: torch.dtype):
    layer = randomised(nn.GRU(1, 3)).to(dtype)
    file = content(renamed(layer, "gru."))
    hidden, _last = layer.float()(torch.tensor([[0.5], [1]]))

    network = open_network(file, find_networks(file)[0])

    assert np.abs(network.trace("0.5 1")["hidden_state"] - hidden.numpy()).max() < 1e-6
