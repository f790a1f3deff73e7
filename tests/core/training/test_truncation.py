"""Truncation within a text: states go on, gradients do not."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from core.cells import CELLS
from core.network import ModelCard, Network, new_network
from core.network.batch_layers import BatchLayers
from core.training.batches import Batch
from core.training.initial_weights import initialise
from core.training.loss import batch_scores, mean_loss
from core.training.task import Recipe
from core.training.tasks.hello import hello

PLAIN = Recipe(1, 1, 0.1)


def made(cell: str) -> Network:
    task, generator = hello(), torch.Generator().manual_seed(0)
    card = ModelCard("hello", cell, 4, 5, 2, task.target, task.tokenizer, task.outputs)
    network = new_network(card, task.vocabulary, generator)
    initialise(network, task, generator)
    return network


def gradients(network: Network, truncation: int | None, weights: Tensor) -> list[Tensor]:
    codes = torch.tensor([[2, 3, 4, 4, 5, 2]])
    batch = Batch(codes, codes - 2, weights)
    layers, recipe = BatchLayers(network), replace(PLAIN, truncation=truncation)
    passes = batch_scores(network, layers, batch, [None, None], recipe, torch.Generator())
    mean_loss(network, passes, batch, recipe).backward()
    return [each.grad for each in layers.parameters() if each.grad is not None]


@pytest.mark.parametrize("cell", CELLS)
def test_pieces_longer_than_the_text_change_nothing(cell: str) -> None:
    network, ones = made(cell), torch.ones(1, 6)
    pairs = zip(gradients(network, 6, ones), gradients(network, None, ones), strict=True)
    assert all(torch.allclose(cut, whole, atol=1e-7) for cut, whole in pairs)


@pytest.mark.parametrize("cell", CELLS)
def test_an_error_teaches_nothing_about_the_pieces_before(cell: str) -> None:
    """Only the last step is scored: cut before it, the first layer learns from its vector alone."""
    network, last = made(cell), torch.tensor([[0.0, 0, 0, 0, 0, 1]])
    of_vectors = gradients(network, 1, last)[0]
    whole = gradients(network, None, last)[0]
    read = torch.tensor([True, False, False, False])  # the last code is 2: the first symbol
    assert not of_vectors[:, ~read].any()
    assert whole[:, ~read].any()
    assert of_vectors[:, read].any()


@pytest.mark.parametrize("cell", CELLS)
def test_the_scores_are_those_of_the_whole_text(cell: str) -> None:
    network = made(cell)
    codes = torch.tensor([[2, 3, 4, 4, 5, 2]])
    batch, scores = Batch(codes, codes, torch.ones(1, 6)), []
    for truncation in (None, 2):
        recipe = replace(PLAIN, truncation=truncation)
        layers = BatchLayers(network)
        scores += batch_scores(network, layers, batch, [None, None], recipe, torch.Generator())
    assert torch.allclose(*scores, atol=1e-6)
