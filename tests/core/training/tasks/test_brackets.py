"""Nested brackets: what is measured, and the shipped networks close to the optimum."""

import math
import random
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
import torch

from core.network import Network, load_network
from core.sequence_tasks.brackets import SYMBOLS, depths, optimum
from core.text import Vocabulary
from core.training.tasks.brackets import (
    HELD_OUT_LENGTHS,
    LENGTH,
    batch,
    brackets,
    figures,
    held_out,
)
from core.training.tasks.registry import WITHOUT_DATA

CELLS = ("rnn", "lstm", "gru")


def may_follow(depth: int) -> list[str]:
    """Return the rules again, written independently of the code under test."""
    return [["(", "0"], ["(", ")", "1"], ["(", ")", "2"], ["(", ")", "3"], [")", "4"]][depth]


def depth_after(symbols: str) -> int:
    return symbols.count("(") - symbols.count(")")


def test_the_targets_of_a_batch_are_the_next_symbols() -> None:
    vocabulary = Vocabulary(SYMBOLS)
    codes, targets, weights, _ = batch(5, vocabulary, torch.Generator().manual_seed(2))
    assert codes.shape == targets.shape == weights.shape == (5, LENGTH)
    assert (weights == 1).all()
    for row, numbers in zip(codes.tolist(), targets.tolist(), strict=True):
        read = "".join(vocabulary.keys[number - 2] for number in row)
        following = "".join(SYMBOLS[number] for number in numbers)
        assert read[1:] == following[:-1]
        assert following[-1] in may_follow(depth_after(read))


def test_task_is_registered_and_has_one_hot_vectors() -> None:
    task = WITHOUT_DATA["brackets"]()
    assert (task.input_size, task.hidden_size, task.outputs) == (7, 10, SYMBOLS)
    assert task.vectors is not None
    assert torch.equal(task.vectors[2:], torch.eye(7))
    assert not task.vectors_learn
    assert brackets().data == task.data


def network_with(opinions: np.ndarray) -> Network:
    """Return a stand-in for a network with the same opinions after each symbol of a depth."""
    return cast(Network, SimpleNamespace(trace=depths, opinions=opinions.__getitem__))


def test_a_network_that_knows_the_rules_reaches_the_optimum() -> None:
    right = np.array(
        [[(s in may_follow(d)) / len(may_follow(d)) for s in SYMBOLS] for d in range(5)]
    )
    measured = figures(network_with(right), held_out())
    assert measured["dev_loss"] == measured["dev_optimum"] == optimum()
    assert measured["dev_illegal"] == 0
    for length in HELD_OUT_LENGTHS:
        assert measured[f"dev_loss_{length}"] == optimum()


def test_a_network_that_knows_nothing_has_the_loss_of_even_odds() -> None:
    measured = figures(network_with(np.full((5, 7), 1 / 7)), {1: ["("], 2: ["00"]})
    assert measured["dev_illegal_1"] == pytest.approx(4 / 7)
    assert measured["dev_illegal_2"] == pytest.approx(5 / 7)
    assert measured["dev_illegal"] == pytest.approx(9 / 14)
    assert measured["dev_loss_1"] == pytest.approx(optimum() + math.log(7 / 3))
    assert measured["dev_loss_2"] == pytest.approx(optimum() + math.log(7 / 2))
    assert measured["dev_loss"] == pytest.approx(optimum() + math.log(49 / 6) / 2)


@pytest.fixture(scope="module", params=CELLS)
def shipped(request: pytest.FixtureRequest) -> Network:
    return load_network("brackets", request.param)


def test_shipped_card_has_the_sizes_and_data_of_the_task(shipped: Network) -> None:
    card = shipped.card
    assert (card.hidden_size, card.input_size, card.num_layers) == (10, 7, 1)
    assert card.data == brackets().data
    assert card.figures["dev_loss"] <= 0.975


@pytest.mark.parametrize(("length", "texts"), [(50, 40), (200, 10), (2_000, 1)])
def test_shipped_networks_reach_the_goal(shipped: Network, length: int, texts: int) -> None:
    """Texts from another generator; the loss both on drawn symbols and on the right odds."""
    draw = random.Random(length)
    drawn, right, illegal = [], [], []
    for _ in range(texts):
        symbols = ""
        while len(symbols) <= length:
            symbols += draw.choice(may_follow(depth_after(symbols)))
        opinions = shipped.opinions(shipped.trace(symbols[:-1]))
        for place, odds in enumerate(opinions, start=1):
            may = may_follow(depth_after(symbols[:place]))
            of_legal = [odds[SYMBOLS.index(symbol)] for symbol in may]
            drawn.append(-math.log(odds[SYMBOLS.index(symbols[place])]))
            right.append(-np.log(of_legal).mean())
            illegal.append(1 - sum(of_legal))
    assert np.mean(drawn) <= 0.985
    assert np.mean(right) <= 0.985
    assert np.mean(illegal) <= 0.005
    assert np.max(illegal) <= 0.02
