"""Shares of an output's margin: they sum to it, and are exact where ``exact`` is set."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core import load_network
from core.analysis.memory.ledger import carry, left
from core.analysis.memory.output_shares import readout_shares
from core.analysis.readout import margin
from core.network import Network, in_paper_form, new_network
from core.network.place import FIRST
from core.trace import Trace, unroll

TEXT = "(1(2(3)2)1)0()"
NETWORKS = {cell: load_network("brackets", cell) for cell in ("rnn", "lstm", "gru")}
NETWORKS["paper-gru"] = in_paper_form(NETWORKS["gru"])
EVERY = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def traced(network: Network) -> Trace:
    """Return the text's trace in float64."""
    cell = network.cell
    exact = type(cell)(cell.input_size, cell.hidden_size).double()
    exact.load_state_dict(cell.state_dict())
    vectors = network.vectors(network.encode(TEXT).codes).double()
    return unroll(exact, vectors, list(TEXT))


@EVERY
def test_shares_sum_to_the_margin(network):
    trace = traced(network)

    for output in range(len(network.outputs)):
        for position in range(len(TEXT)):
            shares = readout_shares(network, trace, output, position)
            direction, bias = margin(network, output)
            assert shares.tokens.shape == (position + 2,)
            assert shares.bias == bias
            assert shares.total == direction @ trace["hidden_state"][position] + bias
            assert shares.tokens.sum() + shares.bias == pytest.approx(shares.total, abs=1e-12)


@EVERY
def test_shares_are_exact_where_the_memory_itself_is_read(network):
    trace, position = traced(network), 7
    shares = readout_shares(network, trace, 1, position)

    assert shares.exact is (network.card.cell != "lstm")
    if shares.exact:
        written = left(carry(network.cell, trace), position)[: position + 2]
        expected = written @ margin(network, 1).direction
        np.testing.assert_allclose(shares.tokens, expected, rtol=1e-12, atol=1e-15)


def test_a_unit_of_an_lstm_is_shared_in_proportion_to_its_cell_state():
    """The rescale rule, unit by unit: h_j times the token's part of c_j."""
    network, position = NETWORKS["lstm"], 9
    trace = traced(network)
    written = left(carry(network.cell, trace), position)[: position + 2]
    parts = written / trace["cell_state"][position]
    expected = parts @ (trace["hidden_state"][position] * margin(network, 1).direction)

    shares = readout_shares(network, trace, 1, position)
    np.testing.assert_allclose(shares.tokens, expected, rtol=1e-9, atol=1e-12)


def test_an_empty_memory_is_shared_without_a_division_by_zero():
    network = NETWORKS["lstm"]
    cell = network.cell
    silent = type(cell)(cell.input_size, cell.hidden_size, torch.Generator())
    with torch.no_grad():
        for parameter in silent.parameters():
            parameter.zero_()
    trace = unroll(silent, network.vectors(network.encode("()").codes), ["(", ")"])

    shares = readout_shares(network, trace, 0, 1)
    assert not shares.tokens.any()
    assert shares.total == shares.bias


def test_tokens_that_cancel_each_other_still_have_their_shares():
    """c = ½ − ½ = 0: there, the secant is the tangent, whose slope is 1."""
    network = NETWORKS["lstm"]
    candidate = np.full((2, 10), [[0.5], [-0.5]])
    cell_state = np.full((2, 10), [[0.5], [0.0]])
    activations = {name: np.ones((2, 10)) for name in ("input_gate", "forget_gate", "output_gate")}
    activations |= {"candidate": candidate, "cell_state": cell_state}
    activations["hidden_state"] = np.tanh(cell_state)
    trace = Trace(("a", "b"), network.cell.quantities, activations, {})

    half = margin(network, 2).direction.sum() / 2
    shares = readout_shares(network, trace, 2, 1)
    np.testing.assert_allclose(shares.tokens, [0, half, -half], rtol=1e-12)


def test_a_plain_rnn_attributes_everything_to_the_last_token():
    network = NETWORKS["rnn"]
    shares = readout_shares(network, traced(network), 2, 6)

    assert np.flatnonzero(shares.tokens).tolist() == [7]


@EVERY
def test_the_zero_state_before_the_text_has_no_share(network):
    assert readout_shares(network, traced(network), 0, 3).tokens[0] == 0


def test_outputs_positions_and_layers_that_do_not_fit_are_refused():
    network = NETWORKS["gru"]
    trace = traced(network)

    with pytest.raises(ValueError, match="one of 7 outputs"):
        readout_shares(network, trace, 7, 0)
    with pytest.raises(ValueError, match="one of 14 positions"):
        readout_shares(network, trace, 0, 14)
    deep = new_network(replace(network.card, num_layers=2), network.vocabulary)
    with pytest.raises(ValueError, match="expected a cell of the last layer"):
        readout_shares(deep.at(FIRST), trace, 0, 0)
