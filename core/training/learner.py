"""One step of learning, which every training takes: forward, loss, backward, clip, update."""

import copy
from collections.abc import Callable, Iterator
from typing import Generic, Literal, Protocol, TypeVar, get_args

import torch
from torch import Tensor, nn

from ..network import Network
from ..network.batch_layers import BatchLayers, State
from .batches import Batch
from .clipping import Clipped, Clipping, clip
from .loss import batch_scores, mean_loss
from .task import Recipe
from .tied import readout_in_training, take_over

PartName = Literal["forward", "loss", "backward", "clip", "update"]
PARTS: tuple[PartName, ...] = get_args(PartName)
"""The parts of a step, in the order in which they are taken."""


class Updates(Protocol):
    """An optimiser; those of ``torch.optim`` are such."""

    def zero_grad(self) -> None:
        """Forget the gradients of the step before."""
        ...

    def step(self) -> object:
        """Update the parameters by their gradients."""
        ...


Optimizer = TypeVar("Optimizer", bound=Updates)


class Learner(Generic[Optimizer]):
    """The weights in training, and their running mean, beside the network that is measured.

    Layers that read whole texts train many times faster than steps of our own cells; same weights.

    Args:
        network: has the first weights, which are copied; those of its embedding are learned if they
            require a gradient.
        recipe: how much noise, smoothing, agreement, truncation and averaging.
        optimizer: makes the optimiser of the parameters.
        clipping: of the gradients; it may be replaced between two steps.
    """

    passes: list[Tensor]
    """The scores of the last step, ``(batch, T, n_outputs)`` in each of its passes."""
    loss: Tensor
    """The loss of the last step, before its update."""
    clipped: Clipped
    """What clipping found in the last step."""

    def __init__(
        self,
        network: Network,
        recipe: Recipe,
        optimizer: Callable[[list[nn.Parameter]], Optimizer],
        clipping: Clipping,
    ) -> None:
        self.network, self.recipe, self.step = copy.deepcopy(network), recipe, 0
        self.clipping = clipping
        self.layers = BatchLayers(network)
        self.states: list[State | None] = [None] * len(network.cells)
        self.network.register_module("readout", readout_in_training(self.network))
        learning = nn.ModuleList([self.network.embedding, self.layers, self.network.readout])
        self.parameters = [each for each in learning.parameters() if each.requires_grad]
        self.mean = copy.deepcopy(learning)
        self.mean_of = [each.data for each in self.mean.parameters() if each.requires_grad]
        self.optimizer = optimizer(self.parameters)

    def learn(self, batch: Batch, generator: torch.Generator) -> float:
        """Take one step; return the loss before it."""
        for _part in self.parts(batch, generator):
            pass
        return self.loss.item()

    def parts(self, batch: Batch, generator: torch.Generator) -> Iterator[PartName]:
        """Take one step part by part; yield the name of each part once it is done."""
        self.passes = batch_scores(
            self.network, self.layers, batch, self.states, self.recipe, generator
        )
        yield "forward"
        self.loss = mean_loss(self.network, self.passes, batch, self.recipe)
        yield "loss"
        self.optimizer.zero_grad()
        self.loss.backward()
        yield "backward"
        self.clipped = clip(self.parameters, self.clipping)
        yield "clip"
        self.optimizer.step()
        self._average()
        yield "update"

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
