"""The loop of the shipped networks: steps with a falling rate; the best epoch is kept."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from ..network import Network
from .clipping import Clipping
from .learner import Learner
from .task import Recipe, Task

WARM_UP = 100
"""Steps over which the learning rate rises: Adam's first steps are its least certain ones."""


class Epoch(NamedTuple):
    """The result of one pass over the texts: the mean training loss, and the figures."""

    loss: float
    figures: Mapping[str, float]


def train(
    network: Network,
    task: Task,
    generator: torch.Generator,
    on_step: Callable[[], object] = lambda: None,
) -> Iterator[Epoch]:
    """Train a network in place, one epoch for each item drawn from the returned iterator.

    After the last epoch the network has the weights of the epoch with the lowest ``task.judge``.
    All randomness is the generator's, so equal seeds give equal bytes, whatever else runs.

    Args:
        network: with its first weights.
        task: what to learn, and how.
        generator: the source of every random number.
        on_step: called after each step, for a progress bar.
    """
    recipe = task.recipe
    network.embedding.requires_grad_(task.vectors_learn)
    learner = learner_of(network, recipe)
    steps = recipe.epochs * task.texts.steps(recipe.batch_size)
    schedule = LambdaLR(learner.optimizer, lambda step: learning_rate_share(step, steps))
    lowest, best, since = math.inf, {}, 0
    for _ in range(recipe.epochs):
        losses = []
        for batch in task.texts.draw(recipe.batch_size, generator):
            losses.append(learner.learn(batch, generator))
            schedule.step()
            on_step()
        learner.teach(network)
        figures = task.figures(network)
        since += 1
        if figures[task.judge] < lowest:
            lowest, since = figures[task.judge], 0
            best = {name: weight.clone() for name, weight in network.state_dict().items()}
        yield Epoch(sum(losses) / len(losses), figures)
        if since > recipe.patience:
            break
    network.load_state_dict(best)


def learner_of(network: Network, recipe: Recipe) -> Learner[Optimizer]:
    """Return what learns by a recipe, at its highest learning rate."""

    def optimizer(parameters: list[nn.Parameter]) -> Optimizer:
        rate, decay = recipe.learning_rate, recipe.weight_decay
        return torch.optim.AdamW(parameters, lr=rate, weight_decay=decay)

    return Learner(network, recipe, optimizer, Clipping("norm", recipe.clip))


def learning_rate_share(step: int, steps: int) -> float:
    """Return the share of the learning rate: a linear rise, then a fall along a cosine."""
    return min(1, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * step / steps)) / 2
