"""The one training loop: draw, forward, loss, clip, step; the best epoch is kept."""

import copy
import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

from ..network import Network
from ..network.batch_layers import BatchLayers, State
from .batches import Batch
from .loss import batch_loss
from .task import Recipe, Task
from .tied import readout_in_training, take_over

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
    learner = _Learner(network, recipe, recipe.epochs * task.texts.steps(recipe.batch_size))
    lowest, best, since = math.inf, {}, 0
    for _ in range(recipe.epochs):
        losses = []
        for batch in task.texts.draw(recipe.batch_size, generator):
            losses.append(learner.learn(batch, generator))
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


class _Learner:
    """The weights in training, and their running mean, beside the network that is measured.

    Layers that read whole texts train many times faster than steps of our own cells; same weights.
    """

    def __init__(self, network: Network, recipe: Recipe, steps: int) -> None:
        self.network, self.recipe, self.step = copy.deepcopy(network), recipe, 0
        self.layers = BatchLayers(network)
        self.states: list[State | None] = [None] * len(network.cells)
        self.network.register_module("readout", readout_in_training(self.network))
        learning = nn.ModuleList([self.network.embedding, self.layers, self.network.readout])
        self.parameters = [each for each in learning.parameters() if each.requires_grad]
        self.mean = copy.deepcopy(learning)
        self.mean_of = [each.data for each in self.mean.parameters() if each.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=recipe.learning_rate, weight_decay=recipe.weight_decay
        )
        self.schedule = LambdaLR(self.optimizer, lambda step: learning_rate_share(step, steps))

    def learn(self, batch: Batch, generator: torch.Generator) -> float:
        """Take one step; return the loss before it."""
        loss = batch_loss(self.network, self.layers, batch, self.states, self.recipe, generator)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, self.recipe.clip)
        self.optimizer.step()
        self.schedule.step()
        self._average()
        return loss.item()

    def teach(self, network: Network) -> None:
        """Give the mean weights to a network."""
        embedding, layers, readout = self.mean
        network.embedding.load_state_dict(embedding.state_dict())
        take_over(network, readout)
        assert isinstance(layers, BatchLayers)
        layers.teach(network)

    @torch.no_grad()
    def _average(self) -> None:
        self.step += 1  # at first the mean is of few steps
        stays = min(self.recipe.averaging, self.step / (self.step + 10))
        for mean, parameter in zip(self.mean_of, self.parameters, strict=True):
            mean.lerp_(parameter, 1 - stays)


def learning_rate_share(step: int, steps: int) -> float:
    """Return the share of the learning rate: a linear rise, then a fall along a cosine."""
    return min(1, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * step / steps)) / 2
