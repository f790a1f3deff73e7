"""Reading in chunks is reading each document by itself, and any part can be read again."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import CELLS
from core.corpus.index.chunks import read_chunks
from core.corpus.index.state_index import SEGMENT
from tests.core.corpus.networks import TEXTS, network_of

NETWORKS = {cell: network_of(cell) for cell in CELLS} | {
    "two-layers": network_of("lstm", num_layers=2)
}


def split(network, texts) -> tuple[np.ndarray, np.ndarray]:
    codes = [network.encode(text).codes for text in texts]
    first_tokens = np.cumsum([0, *map(len, codes)])
    return np.array([code for document in codes for code in document], np.int32), first_tokens


@pytest.mark.parametrize("cell", NETWORKS)
def test_the_chunks_of_a_document_are_its_trace(cell):
    network = NETWORKS[cell]
    codes, first_tokens = split(network, TEXTS)
    chunks = list(read_chunks(network, codes, first_tokens))

    traces = [network.trace(text) for text in TEXTS if text]
    for quantity in network.cell.quantities:
        np.testing.assert_allclose(
            np.concatenate([chunk.trace[quantity.name] for chunk in chunks]),
            np.concatenate([trace[quantity.name] for trace in traces]),
            atol=2e-6,
        )


def test_chunks_end_with_their_document_and_before_every_128th_token():
    network = NETWORKS["rnn"]
    codes, first_tokens = split(network, ["l" * 200, "", "lo", "l" * 300])
    chunks = list(read_chunks(network, codes, first_tokens))

    assert [chunk.start for chunk in chunks] == [0, 128, 200, 202, 256, 384]
    assert [len(chunk.trace) for chunk in chunks] == [128, 72, 2, 54, 128, 118]
    starts = [chunk.start for chunk in chunks if chunk.begins_document]
    assert starts == [0, 200, 202]
    for chunk in chunks:
        if chunk.begins_document:
            assert not chunk.before[-1].hidden_state.any()


@settings(max_examples=30)
@given(
    st.sampled_from(sorted(NETWORKS)),
    st.lists(st.integers(0, 300), min_size=1, max_size=6),
    st.data(),
)
def test_any_part_read_again_is_the_same_to_the_last_bit(cell, lengths, data):
    network = NETWORKS[cell]
    codes, first_tokens = split(network, ["helo"[k % 4] * n for k, n in enumerate(lengths)])
    chunks = list(read_chunks(network, codes, first_tokens))
    checkpoints = [0, *(chunk.start for chunk in chunks if chunk.start % SEGMENT == 0)]
    start = data.draw(st.sampled_from(checkpoints))
    stop = data.draw(st.integers(start, len(codes)))
    before = next((chunk.before for chunk in chunks if chunk.start == start), None)

    again = list(read_chunks(network, codes, first_tokens, start, stop, before))

    expected = [chunk for chunk in chunks if start <= chunk.start < stop]
    assert [chunk.start for chunk in again] == [chunk.start for chunk in expected]
    for chunk, other in zip(again, expected, strict=True):
        assert chunk.begins_document == other.begins_document
        assert chunk.trace.activations.keys() == other.trace.activations.keys()
        for name in chunk.trace.activations:
            np.testing.assert_array_equal(chunk.trace[name], other.trace[name])


def test_a_corpus_without_tokens_has_no_chunks():
    codes = np.empty(0, np.int32)
    for first_tokens in ([0], [0, 0, 0]):
        assert list(read_chunks(NETWORKS["gru"], codes, np.array(first_tokens))) == []


def test_the_state_goes_on_within_a_document_only():
    network = NETWORKS["lstm"]
    codes, first_tokens = split(network, ["l" * 200, "o" * 10])
    _, second, third = read_chunks(network, codes, first_tokens)

    assert torch.count_nonzero(second.before[-1].cell_state) == 5
    assert torch.count_nonzero(third.before[-1].cell_state) == 0
