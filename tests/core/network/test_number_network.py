"""A network that reads numbers: its inputs and opinions, how it learns, and how it is saved."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.network import ModelCard, Network, load_network, new_network, save_network
from core.network.batch_layers import BatchLayers
from core.network.number_network import NumberNetwork
from core.text import Vocabulary
from core.training.__main__ import fit
from core.training.batches import Batch, Fresh
from core.training.loss import batch_scores, mean_loss
from core.training.task import Recipe, Task
from core.training.tasks.wave import batch, wave

CELLS = ("rnn", "lstm", "gru")


def card(cell: str, num_layers: int = 1) -> ModelCard:
    return ModelCard(
        "series", cell, 1, 6, num_layers, "next-value", "numbers", ("next value",), {}, "", 0,
        torch.__version__, 0.0, {}, (),
    )  # fmt: skip


@pytest.fixture(params=CELLS)
def network(request: pytest.FixtureRequest) -> Network:
    generator = torch.Generator().manual_seed(3)
    network = new_network(card(request.param, num_layers=2), Vocabulary(()), generator)
    for parameter in network.readout.parameters():
        torch.nn.init.uniform_(parameter, generator=generator)
    return network.requires_grad_(False).eval()


def test_a_card_with_values_makes_a_network_of_numbers(network: Network) -> None:
    assert isinstance(network, NumberNetwork)


def test_numbers_go_in_as_they_are(network: Network) -> None:
    encoded = network.encode("0.5, −1;2.25")
    assert encoded.codes == (0.5, -1.0, 2.25)
    assert encoded.known == (True, True, True)
    assert torch.equal(network.vectors(encoded.codes), torch.tensor([[0.5], [-1.0], [2.25]]))


def test_what_is_no_number_or_too_large_is_unknown_and_read_as_zero(network: Network) -> None:
    encoded = network.encode("; 0 ten 1000 1000.5 -1e9 nan")
    assert encoded.codes == (0.0, 0.0, 0.0, 1000.0, 0.0, 0.0, 0.0)
    assert encoded.known == (False, True, False, True, False, False, False)
    first, second = network.predict(["0.5 ten", "0.5 0"])
    assert np.array_equal(first, second)
    assert "{unknown} of {total}" in network.unknown_means


TEXTS = ["0.5", "", "1, 2, 3", "x", "0.10 0.20 0.15 -0.30 0.05", "-1000 1000"]


def test_the_last_opinion_is_the_prediction_and_no_probability(network: Network) -> None:
    predictions = network.predict(TEXTS)
    assert predictions.shape == (len(TEXTS), 1)
    assert predictions.dtype == np.float32
    for text, prediction in zip(TEXTS, predictions, strict=True):
        trace = network.trace(text)
        opinions = network.opinions(trace)
        assert opinions.shape == (len(trace), 1)
        last = opinions[-1] if text else network.readout.bias.numpy()
        assert np.abs(last - prediction).max() < 1e-6
    text = "0.10 0.20 0.15 -0.30 0.05"
    states = torch.from_numpy(network.trace(text)["hidden_state"].copy())
    by_hand = states @ network.readout.weight.T + network.readout.bias
    assert np.allclose(network.opinions(network.trace(text)), by_hand.numpy(), atol=1e-6)


def test_a_saved_network_is_loaded_again(network: Network, tmp_path: Path) -> None:
    save_network(network, tmp_path)
    loaded = load_network("series", network.card.cell, tmp_path)
    assert isinstance(loaded, NumberNetwork)
    assert loaded.card == network.card
    assert loaded.vocabulary.keys == ()
    assert np.array_equal(loaded.predict(TEXTS), network.predict(TEXTS))


def test_the_loss_is_the_weighted_mean_of_squared_errors(network: Network) -> None:
    codes = torch.tensor([[0.5, -1.0, 2.0], [0.1, 0.2, 0.0]])
    targets = torch.tensor([[-1.0, 2.0, 0.3], [0.2, 0.7, 9.0]])
    weights = torch.tensor([[1.0, 2.0, 1.0], [1.0, 1.0, 0.0]])
    layers = BatchLayers(network)
    recipe, generator = Recipe(epochs=1, batch_size=2, learning_rate=0.1), torch.Generator()
    read = Batch(codes, targets, weights)
    passes = batch_scores(network, layers, read, [None, None], recipe, generator)
    loss = mean_loss(network, passes, read, recipe)
    texts = ["0.5 -1 2", "0.1 0.2 0"]
    predicted = np.stack([network.opinions(network.trace(text))[:, 0] for text in texts])
    by_hand = (weights.numpy() * (predicted - targets.numpy()) ** 2).sum() / 6
    assert loss.item() == pytest.approx(by_hand, rel=1e-5)


@pytest.fixture(scope="module")
def short() -> Task:
    """The wave with a short training, measured on a few windows only."""
    held_out = batch(50, torch.Generator().manual_seed(9))
    texts = [" ".join(f"{value:.2f}" for value in row) for row in held_out.codes.tolist()]
    last = held_out.targets[:, -1:].numpy()
    return replace(
        wave(),
        texts=Fresh(batch, 40),
        figures=lambda network: {"dev_loss": float(((network.predict(texts) - last) ** 2).mean())},
        recipe=Recipe(epochs=3, batch_size=16, learning_rate=0.02),
    )


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS)
def test_a_network_learns_to_continue_a_series(cell: str, short: Task) -> None:
    trained = fit(card(cell), short)
    assert trained.card.figures["dev_loss"] < 0.08  # the variance of the series is 0.25
    assert trained.card.loss_curve[-1] < trained.card.loss_curve[0]
    assert not trained.state_dict().keys() & {"embedding.weight"}
