"""The wave: what is measured, and how close the networks come to the noise."""

import numpy as np
import pytest
import torch

from core.network import Network, load_network
from core.sequence_tasks.wave import NOISE, SEQ_LENGTH, as_text, windows
from core.training.task import Task
from core.training.tasks.registry import WITHOUT_DATA
from core.training.tasks.wave import SETTLED, batch, figures

CELLS = ("rnn", "lstm", "gru")


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def task() -> Task:
    return WITHOUT_DATA["wave"]()


def test_the_targets_of_a_batch_are_the_next_values() -> None:
    codes, targets, weights, _ = batch(4, generator())
    assert codes.shape == targets.shape == weights.shape == (4, SEQ_LENGTH)
    assert torch.equal(codes[:, 1:], targets[:, :-1])
    assert torch.equal(torch.cat([codes, targets[:, -1:]], 1), windows(4, generator()).float())
    assert (weights == 1).all()


def test_task_takes_numbers_as_they_are(task: Task) -> None:
    assert (task.tokenizer, task.target, task.vectors) == ("numbers", "next-value", None)
    assert (task.input_size, task.outputs) == (1, ("next value",))


@pytest.fixture(scope="module", params=CELLS)
def shipped(request: pytest.FixtureRequest) -> Network:
    return load_network("wave", request.param)


def test_figures_are_what_the_opinions_give(shipped: Network) -> None:
    held_out = windows(5, generator(7), SETTLED + 4)
    predicted = [shipped.opinions(shipped.trace(as_text(row[:-1])))[:, 0] for row in held_out]
    squares = (np.array(predicted) - held_out[:, 1:].numpy()) ** 2
    measured = figures(shipped, held_out)
    assert measured["dev_loss"] == pytest.approx(squares[:, -1].mean(), rel=1e-4)
    assert measured["dev_ratio"] == pytest.approx(measured["dev_loss"] / 0.01)
    assert measured[f"dev_ratio_from_{SETTLED}"] == pytest.approx(
        squares[:, SETTLED - 1 :].mean() / 0.01, rel=1e-4
    )


def test_shipped_card_names_this_data(shipped: Network, task: Task) -> None:
    assert shipped.card.data == task.data


GOAL = {"rnn": 1.15, "lstm": 1.10, "gru": 1.10}


def test_shipped_networks_reach_the_goal(shipped: Network) -> None:
    """Windows that neither the training nor the card's figures have used."""
    unseen = windows(1_000, generator(11))
    predicted = shipped.predict([as_text(row[:-1]) for row in unseen])[:, 0]
    ratio = ((predicted - unseen[:, -1].numpy()) ** 2).mean() / NOISE**2
    assert ratio <= GOAL[shipped.card.cell]
    assert shipped.card.figures["dev_ratio"] <= GOAL[shipped.card.cell]
    assert shipped.card.figures["noise_variance"] == pytest.approx(NOISE**2)
    assert shipped.card.figures["dev_optimum"] > NOISE**2
