"""Padding and truncation, compared with PyTorch's packed sequences and with its layer unmasked."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

from core.analysis.padded import hidden_states, read_padded
from core.cells.torch_layers import torch_layer
from core.network import Network, load_network
from core.text.padding import Code, Side, fit

CELLS = ("rnn", "lstm", "gru")
SENTENCE = "The plot is thin, but the acting is wonderful."
TOKENS = 11


@pytest.fixture(scope="module", params=CELLS)
def network(request: pytest.FixtureRequest) -> Network:
    return load_network("english-reviews", request.param)


def packed(network: Network, rows: list[list[Code]]) -> np.ndarray:
    """Return the last hidden state of each row, as PyTorch's packed sequences give it."""
    layer = torch_layer(network.cell)
    vectors = pad_sequence([network.vectors(row) for row in rows], batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    _, state = layer(pack_padded_sequence(vectors, lengths, True, enforce_sorted=False))
    state = state[0] if isinstance(state, tuple) else state
    return state[0].detach().numpy()


@pytest.mark.parametrize("pad", ["before", "after"])
@pytest.mark.parametrize("cut", ["before", "after"])
def test_masked_states_are_those_of_packed_sequences(network: Network, pad: Side, cut: Side):
    whole = network.encode(SENTENCE).codes
    assert len(whole) == TOKENS
    lengths = (3, 8, TOKENS, 20)
    kept = [[whole[index] for index in fit(whole, length, pad, cut).kept] for length in lengths]
    for length, state in zip(lengths, packed(network, kept), strict=True):
        read = read_padded(network, SENTENCE, length, pad, cut)
        assert np.abs(read.masked[-1] - state).max() < 1e-6


@pytest.mark.parametrize("pad", ["before", "after"])
def test_unmasked_states_are_those_of_the_layer_for_zero_vectors(network: Network, pad: Side):
    read = read_padded(network, SENTENCE, 20, pad, "after")
    vectors = network.vectors(read.fitted.codes)
    assert not vectors[~np.array(read.fitted.mask)].any()
    with torch.inference_mode():
        hidden, _ = torch_layer(network.cell)(vectors[None])
    assert np.abs(read.unmasked - hidden[0].numpy()).max() < 1e-5


def test_padding_moves_the_state_unless_it_is_masked(network: Network):
    before, after = (
        read_padded(network, SENTENCE, 20, pad, "after") for pad in ("before", "after")
    )
    whole = hidden_states(network, network.encode(SENTENCE).codes)
    assert np.array_equal(after.masked[:TOKENS], whole)
    assert (after.masked[TOKENS:] == whole[-1]).all()
    assert not before.masked[: 20 - TOKENS].any()
    assert np.array_equal(before.masked[20 - TOKENS :], whole)
    for read in (before, after):
        assert np.abs(read.unmasked[-1] - whole[-1]).max() > 1e-3  # through the biases
        assert np.array_equal(read.opinions["masked"], read.opinions["whole"])
    assert np.abs(after.opinions["unmasked"] - after.opinions["whole"]).max() > 1e-4
    # Padding does not change the states before it, except for another order of additions.
    assert np.abs(after.unmasked[:TOKENS] - whole).max() < 1e-5


def test_a_text_without_tokens_is_all_padding(network: Network):
    read = read_padded(network, "", 4, "after", "after")
    assert not any(read.fitted.mask)
    assert not read.masked.any()
    assert np.array_equal(read.opinions["whole"], network.predict([""])[0])


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1, 40), st.sampled_from(["before", "after"]), st.sampled_from(["before", "after"])
)
def test_every_length_and_side_can_be_read(length, pad, cut):
    network = load_network("hello", "gru")
    read = read_padded(network, "hello", length, pad, cut)
    assert read.unmasked.shape == read.masked.shape == (length, 8)
    assert {name: opinion.shape for name, opinion in read.opinions.items()} == {
        name: (4,) for name in ("whole", "masked", "unmasked")
    }
