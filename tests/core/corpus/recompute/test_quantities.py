"""Numbers computed again from checkpoints are those of reading each document from its start."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import load_network
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
from core.corpus.index.quantise import levels
from core.corpus.index.state_index import BLOCK, StateIndex
from core.corpus.recompute.quantities import (
    quantities_at,
    quantities_in,
    quantities_of,
    quantity_in,
    replay,
)
from core.corpus.recompute.rerun import rerun
from core.network import Network, in_paper_form, new_network

CELLS = ("rnn", "lstm", "gru", "paper-gru")
LENGTHS = (0, 1, 0, 126, 1, 128, 129, 3, 300, 0, 0, 200, 0)
"""Characters of the documents: some end where a checkpoint is, or one before, or one after."""


class Read(NamedTuple):
    """A corpus that was read, and every quantity of every token from ``Network.trace``."""

    network: Network
    state_index: StateIndex
    quantities: dict[str, np.ndarray]


def read(network: Network, lengths: Sequence[int]) -> Read:
    generator = np.random.default_rng(3)
    texts = ["".join(generator.choice([*"()[]{}x"], length)) for length in lengths]
    corpus = Corpus.of("brackets", [("a text", text) for text in texts])
    traces = [network.trace(document) for document in corpus.documents]
    names = [quantity.name for quantity in network.cell.quantities]
    whole = {name: np.concatenate([trace[name] for trace in traces]) for name in names}
    return Read(network, traced(network, corpus), whole)


def untrained(cell: str) -> Network:
    """Return a network in which small differences stay small, unlike in trained ones."""
    known = load_network("brackets", "gru" if cell == "paper-gru" else cell)
    generator = torch.Generator().manual_seed(2)
    card = replace(known.card, hidden_size=7, input_size=3)
    network = new_network(card, known.vocabulary, generator).requires_grad_(False)
    torch.nn.init.normal_(network.get_parameter("embedding.weight"), generator=generator)
    return in_paper_form(network) if cell == "paper-gru" else network


@cache
def of_cell(cell: str) -> Read:
    return read(untrained(cell), LENGTHS)


def stored_levels(index: StateIndex, start: int, stop: int) -> np.ndarray:
    return np.concatenate(index.blocks, axis=1).T[start:stop]


@st.composite
def spans(draw: st.DrawFn, length: int = sum(LENGTHS)) -> tuple[int, int]:
    start = draw(st.integers(0, length))
    return start, draw(st.integers(start, length))


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=30)
@given(spans())
@example((0, sum(LENGTHS)))
@example((127, 129))
@example((128, 128))
def test_hidden_states_are_those_of_each_document_read_from_its_start(cell, span):
    network, index, quantities = of_cell(cell)

    hidden = replay(network, index, *span)

    np.testing.assert_allclose(hidden, quantities["hidden_state"][slice(*span)], atol=1e-6)
    np.testing.assert_array_equal(levels(hidden), stored_levels(index, *span))


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_a_trained_network_s_states_are_in_the_levels_that_were_searched(cell):
    network, index, quantities = read(load_network("brackets", cell), (900,))

    hidden = replay(network, index, 0, 900)

    np.testing.assert_array_equal(levels(hidden), stored_levels(index, 0, 900))
    np.testing.assert_allclose(hidden, quantities["hidden_state"], atol=1e-3)


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=30)
@given(st.lists(spans(), max_size=4), st.lists(st.integers(0, 6), min_size=1, max_size=5))
@example([(500, 700), (0, 0), (100, 600), (127, 128)], [3, 0, 3])
def test_quantities_of_some_units_are_the_trace_s(cell, several, units):
    network, index, quantities = of_cell(cell)

    recomputed = quantities_at(network, index, several, units)

    assert len(recomputed) == len(several)
    for of_span, (start, stop) in zip(recomputed, several, strict=True):
        assert list(of_span) == [quantity.name for quantity in network.cell.quantities]
        for name, values in of_span.items():
            expected = quantities[name][start:stop, units]
            np.testing.assert_allclose(values, expected, atol=2e-6, rtol=2e-6)
            assert values.dtype == np.float32


def test_states_are_recomputed_across_the_blocks_of_a_corpus():
    network, index, quantities = read(untrained("lstm"), (30, BLOCK + 300))

    for start, stop in ((0, index.length), (BLOCK - 50, BLOCK + 50), (BLOCK, BLOCK + 1)):
        hidden = replay(network, index, start, stop)
        np.testing.assert_allclose(hidden, quantities["hidden_state"][start:stop], atol=1e-6)
        np.testing.assert_array_equal(levels(hidden), stored_levels(index, start, stop))
        of_unit = quantities_of(network, index, start, stop, [4])
        np.testing.assert_allclose(
            of_unit["cell_state"], quantities["cell_state"][start:stop, [4]], atol=2e-6
        )


def test_a_state_is_put_into_the_level_that_the_index_has():
    """As if rounding had gone the other way when the corpus was read."""
    network, index, _ = of_cell("lstm")
    shift = np.where(np.arange(index.length) % 3 == 0, 1, -1).astype(np.int16)
    moved = np.clip(index.blocks[0].astype(np.int16) + shift, 0, 200).astype(np.uint8)

    hidden = replay(network, replace(index, blocks=(moved,)), 100, 300)

    np.testing.assert_array_equal(levels(hidden), moved.T[100:300])
    assert np.abs(hidden - replay(network, index, 100, 300)).max() < 0.0101


def test_the_index_of_another_network_is_refused():
    other = untrained("lstm")
    other.cell.weight_ih.mul_(-1)

    with pytest.raises(ValueError, match="expected the index of this network"):
        replay(other, of_cell("lstm").state_index, 0, 10)


@pytest.mark.parametrize("span", [(-1, 3), (3, 2), (0, sum(LENGTHS) + 1)])
def test_a_span_beyond_the_corpus_is_refused(span):
    network, index, _ = of_cell("rnn")

    with pytest.raises(ValueError, match="expected a span"):
        replay(network, index, *span)


@pytest.mark.parametrize("units", [[], [-1], [0, 1_000]])
def test_units_that_do_not_exist_are_refused(units):
    network, index, _ = of_cell("rnn")

    with pytest.raises(ValueError, match="expected one unit or more"):
        quantities_of(network, index, 0, 3, units)


@pytest.mark.parametrize("cell", CELLS)
def test_units_of_one_rerun_are_those_of_a_rerun_for_each_to_the_last_bit(cell: str) -> None:
    """A screen keeps the rerun of a passage, whichever unit anybody looks at."""
    network, index, whole = of_cell(cell)
    span = (100, 500)
    kept = rerun(network, index, [span])

    for units in ([0], [6, 2], range(7)):
        expected = quantities_of(network, index, *span, units)
        (together,) = quantities_in(network, index, kept, units)
        for name in whole:
            (alone,) = quantity_in(network, index, kept, units, name)
            np.testing.assert_array_equal(together[name], expected[name])
            np.testing.assert_array_equal(alone, expected[name])
