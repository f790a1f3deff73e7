"""A trained GRU in the papers' form: the same network but for the place of the reset gate."""

import numpy as np
import pytest
import torch

from core.cells import PaperGRUCell
from core.cells.paper_gru import as_paper_gru
from core.network import Network, in_paper_form, load_network
from core.trace import unroll

TEXTS = {
    "english-reviews": "A stirring, funny film",
    "hello": "hell",
    "wave": "0.1, 0.2, -0.3",
}


@pytest.fixture(params=TEXTS)
def network(request: pytest.FixtureRequest) -> Network:
    return load_network(request.param, "gru")


def test_its_trace_is_that_of_the_papers_cell_with_the_same_weights(network: Network) -> None:
    text, paper = TEXTS[network.card.task], in_paper_form(network)
    encoded, trace = network.encode(text), paper.trace(text)
    cell = as_paper_gru(network.cell)  # pyright: ignore[reportArgumentType]
    expected = unroll(cell, network.vectors(encoded.codes), trace.tokens)

    assert [type(cell) for cell in paper.cells] == [PaperGRUCell]
    assert trace.quantities == PaperGRUCell.quantities
    assert trace.tokens == network.trace(text).tokens
    for name, values in trace.activations.items():
        assert np.array_equal(values, expected[name]), name
    assert np.array_equal(paper.opinions(trace), network.opinions_of(expected["hidden_state"]))
    moved = np.abs(trace["hidden_state"] - network.trace(text)["hidden_state"])
    assert moved.max() > 1e-3


def test_with_an_open_reset_gate_its_opinions_are_the_network_s(network: Network) -> None:
    text = TEXTS[network.card.task]
    for parameter in network.cell.parameters():
        parameter.chunk(3)[0].zero_()
    network.cell.bias_ih.chunk(3)[0].fill_(40)
    paper = in_paper_form(network)

    opinions = paper.opinions(paper.trace(text))
    assert np.allclose(opinions, network.opinions(network.trace(text)), rtol=0, atol=1e-5)


def test_its_card_claims_nothing_that_was_not_measured(network: Network) -> None:
    card, original = in_paper_form(network).card, network.card

    assert (card.cell, dict(card.figures)) == ("paper-gru", {})
    assert (card.task, card.command, card.outputs) == (
        original.task, original.command, original.outputs,
    )  # fmt: skip
    assert original.cell == "gru"
    assert original.figures


def test_the_original_stays_as_it_was(network: Network) -> None:
    before = {name: weight.clone() for name, weight in network.state_dict().items()}
    random = torch.random.get_rng_state()
    paper = in_paper_form(network)

    assert not paper.training
    assert not any(parameter.requires_grad for parameter in paper.parameters())
    for parameter in paper.parameters():
        parameter.add_(1)

    assert before.keys() == network.state_dict().keys()
    assert all(torch.equal(before[name], weight) for name, weight in network.state_dict().items())
    assert torch.equal(random, torch.random.get_rng_state())


def test_its_predictions_are_the_last_opinions(network: Network) -> None:
    paper, text = in_paper_form(network), TEXTS[network.card.task]

    (prediction,) = paper.predict([text])
    np.testing.assert_allclose(prediction, paper.opinions(paper.trace(text))[-1], atol=1e-6)


def test_networks_of_other_cells_have_no_such_form(network: Network) -> None:
    lstm = load_network("hello", "lstm")
    with pytest.raises(ValueError, match="cell 'gru', got 'hello' with cell 'lstm'"):
        in_paper_form(lstm)
    with pytest.raises(ValueError, match="with cell 'paper-gru'"):
        in_paper_form(in_paper_form(network))
