"""Networks side by side give what each of them gives alone."""

import numpy as np
import pytest
import torch

from core.cells import CELLS
from core.generation import generate
from core.training.live import LiveTraining, Settings
from core.training.live.stacked import Stacked

TEXT = "(1(2)1)0"


def networks(cell: str, layers: int = 1, task: str = "brackets") -> list:
    training = LiveTraining(
        task, Settings(cell=cell, hidden_size=4, num_layers=layers, batch_size=4, length=8)
    )
    made = [training.network]
    for _number in range(3):
        for _step in range(4):
            training.step()
        made.append(training.network)
    return made


@pytest.mark.parametrize(("cell", "layers"), [*((cell, 1) for cell in CELLS), ("lstm", 2)])
def test_states_and_opinions_are_those_of_each_network(cell, layers):
    each = networks(cell, layers)
    together = Stacked(each)
    states = together.states(TEXT)
    opinions = together.opinions(states)

    for network, hidden, answers in zip(each, states, opinions, strict=True):
        trace = network.trace(TEXT)
        np.testing.assert_allclose(hidden, trace["hidden_state"], atol=1e-6)
        np.testing.assert_allclose(answers, network.opinions(trace), atol=1e-6)


def test_numbers_are_read_as_they_are():
    each = networks("gru", task="wave")
    together = Stacked(each)
    text = "0.5 -0.25 0.1"
    states = together.states(text)
    for network, hidden in zip(each, states, strict=True):
        np.testing.assert_allclose(hidden, network.trace(text)["hidden_state"], atol=1e-6)
    assert together.opinions(states).shape == (len(each), 3, 1)


@pytest.mark.parametrize("cell", ["lstm", "paper-gru"])
def test_they_write_what_each_writes_alone(cell):
    each = networks(cell)
    written = Stacked(each).written("(", 12, seed=7)
    alone = [generate(network, "(", 12, seed=7).whole_text for network in each]
    assert written == alone


def test_nothing_of_it_asks_for_gradients():
    states = Stacked(networks("rnn")).states(TEXT)
    assert not states.requires_grad
    assert states.dtype == torch.float32
