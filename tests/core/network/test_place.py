"""Cells by their place: the only one of a shipped network, and those of a stack."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.network import Network, load_network, new_network
from core.network.place import FIRST, CellPlace
from core.trace import unroll

TEXT = "hello"


@pytest.fixture(scope="module")
def stack() -> Network:
    """Two layers of eight GRU units, untrained."""
    hello = load_network("hello", "gru")
    card = replace(hello.card, num_layers=2)
    network = new_network(card, hello.vocabulary, torch.Generator().manual_seed(0))
    torch.nn.init.normal_(network.embedding.get_parameter("weight"))
    return network.requires_grad_(False)


def test_a_network_of_one_layer_has_the_first_cell_only() -> None:
    network = load_network("hello", "lstm")

    assert [*network.cells_by_place] == [FIRST] == [CellPlace(part="", layer=0)]
    assert network.cell is network.cells_by_place[FIRST] is network.layers[0]


def test_a_stack_has_a_place_for_each_layer(stack: Network) -> None:
    assert [*stack.cells_by_place] == [FIRST, CellPlace(layer=1)]
    assert stack.cells == (stack.layers[0], stack.layers[1])
    assert stack.cell is stack.layers[1], "the one that the readout reads, unless asked for another"
    assert stack.at(FIRST).cell is stack.layers[0]


def test_each_layer_of_a_stack_reads_the_states_of_the_one_below(stack: Network) -> None:
    inputs = stack.vectors(stack.encode(TEXT).codes)
    below = stack.trace(TEXT, FIRST)
    expected = unroll(stack.cells[0], inputs, TEXT)["hidden_state"]

    assert np.array_equal(below["hidden_state"], expected)
    above = stack.trace(TEXT, CellPlace(layer=1))
    expected = unroll(stack.cells[1], below["hidden_state"], TEXT)["hidden_state"]
    assert np.array_equal(above["hidden_state"], expected)
    assert np.array_equal(stack.trace(TEXT)["hidden_state"], expected), "the last one by default"


@pytest.mark.parametrize(
    "place", [CellPlace(layer=2), CellPlace(direction="backward"), CellPlace(part="decoder")]
)
def test_a_place_without_a_cell_is_refused(stack: Network, place: CellPlace) -> None:
    with pytest.raises(ValueError, match="it has none at CellPlace"):
        stack.trace(TEXT, place)
