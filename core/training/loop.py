"""The one training loop: shuffle, forward, loss, clip, step; the best epoch is kept."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import nn

from core.cells.torch_layer import load_torch_layer, torch_layer
from core.network import Network
from core.training.loss import batch_loss
from core.training.task import Example, Recipe, Task

WARM_UP = 100
"""Steps over which the learning rate rises: Adam's first steps are its least certain ones."""

SORTED_TOGETHER = 50
"""Batches whose examples are sorted by length before they are cut, so that little is padding."""


class Epoch(NamedTuple):
    """What one pass over the examples led to: the training loss in nats, and the figures."""

    loss: float
    figures: Mapping[str, float]


def train(
    network: Network, task: Task, recipe: Recipe, generator: torch.Generator
) -> Iterator[Epoch]:
    """Train a network in place, one epoch for each item asked for.

    After the last epoch the network has the weights of the epoch with the lowest ``task.judge``.
    All randomness is the generator's, so equal seeds give equal bytes, whatever else runs.

    Args:
        network: with its first weights.
        task: what to learn.
        recipe: how.
        generator: the source of every random number.
    """
    # PyTorch's fused layers train many times faster than steps of our own cells; same weights.
    layers = [torch_layer(cell) for cell in network.cells]
    network.embedding.requires_grad_(task.vectors_learn)
    parameters = _learning(network.embedding, *layers, network.readout)
    optimizer = torch.optim.Adam(parameters, lr=recipe.learning_rate)
    steps = recipe.epochs * math.ceil(len(task.examples) / recipe.batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    lowest, best = math.inf, {}
    for _ in range(recipe.epochs):
        losses = []
        for batch in _batches(task.examples, recipe.batch_size, generator):
            loss = batch_loss(network, layers, batch, recipe, generator)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, recipe.clip)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        for cell, layer in zip(network.cells, layers, strict=True):
            load_torch_layer(cell, layer)
        figures = task.figures(network)
        if figures[task.judge] < lowest:
            lowest = figures[task.judge]
            best = {name: weight.clone() for name, weight in network.state_dict().items()}
        yield Epoch(sum(losses) / len(losses), figures)
    network.load_state_dict(best)


def _learning(*modules: nn.Module) -> list[nn.Parameter]:
    parameters = (parameter for module in modules for parameter in module.parameters())
    return [parameter for parameter in parameters if parameter.requires_grad]


def _rate(step: int, steps: int) -> float:
    """Return the share of the learning rate: up along a line, then down along a cosine."""
    return min(1, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * step / steps)) / 2


def _batches(
    examples: Sequence[Example], size: int, generator: torch.Generator
) -> Iterator[list[Example]]:
    """Yield all examples in a new order, those of about one length together."""
    order = torch.randperm(len(examples), generator=generator).tolist()
    batches = []
    for start in range(0, len(order), SORTED_TOGETHER * size):
        together = order[start : start + SORTED_TOGETHER * size]
        together.sort(key=lambda index: len(examples[index].ids))
        batches += [together[cut : cut + size] for cut in range(0, len(together), size)]
    for index in torch.randperm(len(batches), generator=generator).tolist():
        yield [examples[number] for number in batches[index]]
