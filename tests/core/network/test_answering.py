"""Networks that read first and then write: equal to PyTorch's layers, and exact where shipped."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.functional import one_hot

from core.cells.torch_layers import LAYERS, torch_layer
from core.checkpoints import CheckpointError
from core.network import ModelCard
from core.network.answering import (
    END,
    AnsweringNetwork,
    EncoderDecoder,
    OneToMany,
    available_answering_networks,
    load_answering_network,
    new_answering_network,
    save_answering_network,
)
from core.network.answering.network import MOST_WRITTEN
from core.text import Vocabulary

UNITS = 6


def untrained(target: str, cell: str = "lstm", seed: int = 0) -> AnsweringNetwork:
    """Return a network of random weights: digits in; of an encoder–decoder, letters out."""
    vocabulary = Vocabulary("0123456789")
    sizes = {"answer": 10, "name": 20}
    card = ModelCard(
        "made-up", cell, sizes[target], UNITS, 1, target, "characters", (*"abc", END), seed=seed
    )
    generator = torch.Generator().manual_seed(seed)
    network = new_answering_network(card, vocabulary, generator)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(generator=generator)
    return network.requires_grad_(False).eval()


@torch.no_grad()
def with_torch(network: AnsweringNetwork, text: str) -> tuple[list[str], np.ndarray]:
    """Answer with ``torch.nn``'s layers alone; return what is written and the hidden states."""
    layers = [torch_layer(cell) for cell in network.cells_by_place.values()]
    digits = torch.tensor([int(each) for each in text])
    if isinstance(network, EncoderDecoder):
        _hidden, state = layers[0](one_hot(digits, 10).float()[None])
        x = torch.zeros(1, 1, len(network.outputs))
    else:
        state, x = None, torch.zeros(1, 1, 20)
        for place, digit in enumerate(digits.flip(0).tolist()):
            x[0, 0, 10 - 10 * place + digit] = 1
    written, hidden = [], []
    while END not in written and len(written) < MOST_WRITTEN:
        output, state = layers[-1](x, state)
        best = int(network.readout(output).argmax())
        written.append(network.outputs[best])
        hidden.append(output[0, 0].numpy())
        x = torch.zeros_like(x)
        if isinstance(network, EncoderDecoder):
            x[0, 0, best] = 1
    return written, np.stack(hidden)


@pytest.mark.parametrize("target", ["answer", "name"])
@pytest.mark.parametrize("cell", LAYERS)
def test_answers_and_states_are_those_of_torch_layers(target, cell):
    for seed in range(4):
        network = untrained(target, cell, seed)
        for text in ("4", "17", "90"):
            written, hidden = with_torch(network, text)
            answer = network.answer(text)
            assert list(answer.written) == written
            states = answer.traces[network.writing_part]["hidden_state"]
            np.testing.assert_allclose(states, hidden, atol=1e-5)
            assert answer.is_complete == (END in written)
            expected = network.readout(torch.from_numpy(hidden)).softmax(1)
            np.testing.assert_allclose(answer.probabilities, expected, atol=1e-5)
            np.testing.assert_allclose(
                network.opinions(answer.traces[network.writing_part]), expected, atol=1e-5
            )


def test_each_part_is_traced_and_the_state_is_handed_over():
    network = untrained("answer")
    assert isinstance(network, EncoderDecoder)
    read, wrote = (network.trace("123", part=part) for part in ("encoder", "decoder"))

    hidden, _state = torch_layer(network.encoder)(one_hot(torch.tensor([1, 2, 3]), 10)[None] * 1.0)
    np.testing.assert_allclose(read["hidden_state"], hidden[0].detach(), atol=1e-6)
    assert read.tokens == ("1", "2", "3")
    assert wrote.tokens == network.answer("123").written
    # The first step of the decoder starts from the encoder's last cell state, and reads zeros.
    before = wrote["cell_state"][0] - wrote["input_gate"][0] * wrote["candidate"][0]
    np.testing.assert_allclose(before, wrote["forget_gate"][0] * read["cell_state"][-1], atol=1e-6)
    assert not wrote.preactivations["input_gate"].from_x[0].any()


def test_a_network_of_one_part_has_no_other():
    network = untrained("name")

    assert len(network.trace("17")) == len(network.answer("17").written)
    with pytest.raises(ValueError, match=r"has the parts \[''\]; it has no 'encoder'"):
        network.trace("17", part="encoder")


@pytest.mark.parametrize("target", ["answer", "name"])
def test_many_texts_are_answered_as_each_alone(target):
    network, texts = untrained(target), [str(number) for number in range(40)]

    assert network.answers(texts) == [network.answer(text).text for text in texts]


@pytest.mark.parametrize("target", ["answer", "name"])
def test_a_text_with_nothing_to_read_is_refused(target):
    network = untrained(target)
    for text in ("", *(["?", "three"] if target == "name" else [])):
        with pytest.raises(ValueError, match="at least one token"):
            network.answer(text)
        with pytest.raises(ValueError, match="at least one token"):
            network.answers(["1", text])


def test_what_never_ends_is_stopped():
    network = untrained("answer")
    network.readout.bias[-1] = -1e9
    answer = network.answer("1")

    assert len(answer.written) == MOST_WRITTEN == len(answer.text)
    assert not answer.is_complete


def test_unknown_tokens_are_read_as_zeros():
    network = untrained("answer")
    encoded = network.encode("1x2")

    assert encoded.known == (True, False, True)
    assert not network.vectors(encoded.codes)[1].any()


def test_a_number_is_one_vector_of_its_digits():
    network = untrained("name")
    assert isinstance(network, OneToMany)

    vector = network.vectors(network.encode("7").codes)
    assert vector.nonzero().tolist() == [[0, 10 + 7]]
    assert network.vectors(network.encode("47").codes).nonzero().tolist() == [[0, 4], [0, 17]]
    assert network.encode("0").known == (True,)
    assert network.encode("007").codes == network.encode("7").codes
    assert network.encode("1,234").known == (True, False, True, False, False)


def test_an_output_without_the_end_and_a_size_without_places_are_refused():
    card = ModelCard("made-up", "gru", 15, UNITS, 1, "name", "characters", ("a", END))
    with pytest.raises(ValueError, match="10 a place; got 15"):
        OneToMany(card, Vocabulary("0123456789"))
    with pytest.raises(ValueError, match="outputs whose last is 'end'"):
        EncoderDecoder(
            ModelCard("made-up", "gru", 3, UNITS, 1, "answer", "characters", ("a",)),
            Vocabulary("abc"),
        )


def test_a_file_reads_back_the_same_and_a_damaged_one_says_so(tmp_path: Path):
    network = untrained("answer", "gru")
    path = save_answering_network(network, tmp_path)
    loaded = load_answering_network("made-up", "gru", tmp_path)

    assert available_answering_networks(tmp_path) == (("made-up", "gru"),)
    assert loaded.card == network.card
    assert loaded.answer("31").written == network.answer("31").written
    content = path.read_bytes()
    save_answering_network(loaded, tmp_path)
    assert path.read_bytes() == content
    path.write_bytes(content[:-1] + b"x")
    with pytest.raises(CheckpointError, match="is damaged"):
        load_answering_network("made-up", "gru", tmp_path)
    with pytest.raises(ValueError, match="no answering network 'made-up' with cell 'rnn'; there"):
        load_answering_network("made-up", "rnn", tmp_path)


def test_a_header_that_asks_for_more_than_its_file_has_is_refused(tmp_path: Path):
    network = untrained("answer", "gru")
    object.__setattr__(network.card, "hidden_size", 10**6)
    save_answering_network(network, tmp_path)

    with pytest.raises(CheckpointError, match="is not a network of this version"):
        load_answering_network("made-up", "gru", tmp_path)
