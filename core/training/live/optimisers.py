"""The optimisers of live trainings, on all that is learned as one vector.

They compute what ``torch.optim`` does, whose first use loads PyTorch's compiler: seconds of a
processor that the app has no other use for.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

Memory = Mapping[str, Tensor]
"""What an optimiser keeps from step to step, by name: each ``(n,)``, at first 0."""


class Rule(NamedTuple):
    """A way to make a change of weights out of gradients.

    Attributes:
        memory: the names of what it keeps.
        direction: gradient ``(n,)``, memory, which it brings up to date, and the number of the
            step, from 1 -> what is subtracted from the weights, times the learning rate.
    """

    memory: tuple[str, ...]
    direction: Callable[[Tensor, Memory, int], Tensor]


def adam(gradient: Tensor, memory: Memory, step: int) -> Tensor:
    """Return the direction of Adam (Kingma and Ba 2015), with its usual numbers."""
    mean = memory["mean"].lerp_(gradient, 1 - 0.9)
    square = memory["square"].mul_(0.999).addcmul_(gradient, gradient, value=1 - 0.999)
    root = square.sqrt().div_(math.sqrt(1 - 0.999**step)).add_(1e-8)
    return mean / root.mul_(1 - 0.9**step)


def rmsprop(gradient: Tensor, memory: Memory, step: int) -> Tensor:
    """Return the direction of RMSprop (Hinton 2012)."""
    square = memory["square"].mul_(0.99).addcmul_(gradient, gradient, value=1 - 0.99)
    return gradient / square.sqrt().add_(1e-8)


def momentum(gradient: Tensor, memory: Memory, step: int) -> Tensor:
    """Return the gradient and 0.9 of the direction before."""
    return memory["velocity"].mul_(0.9).add_(gradient)


def sgd(gradient: Tensor, memory: Memory, step: int) -> Tensor:
    """Return the gradient."""
    return gradient


OPTIMISERS: Mapping[str, Rule] = {
    "adam": Rule(("mean", "square"), adam),
    "rmsprop": Rule(("square",), rmsprop),
    "momentum": Rule(("velocity",), momentum),
    "sgd": Rule((), sgd),
}
"""Every rule, by the name in ``Settings``."""


class LiveOptimiser:
    """Updates parameters by a rule.

    Args:
        parameters: what is learned.
        rule: how.
        learning_rate: may be changed between two steps.
    """

    def __init__(self, parameters: list[nn.Parameter], rule: Rule, learning_rate: float) -> None:
        self.parameters, self.rule, self.learning_rate = parameters, rule, learning_rate
        self.steps, zeros = 0, torch.zeros(sum(each.numel() for each in parameters))
        self.memory = {name: zeros.clone() for name in rule.memory}

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for parameter in self.parameters:
            parameter.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """Update the parameters by their gradients."""
        self.steps += 1
        gradients = (each.grad for each in self.parameters)
        gradient = torch.cat([each.flatten() for each in gradients if each is not None])
        change = self.rule.direction(gradient, self.memory, self.steps).mul(-self.learning_rate)
        for parameter, piece in zip(self.parameters, pieces(change, self.parameters), strict=True):
            parameter.add_(piece)

    def restore(self, steps: int, memory: Memory) -> None:
        """Go on where another one was that had taken so many steps."""
        self.steps, self.memory = steps, {name: each.clone() for name, each in memory.items()}


def weights_of(parameters: Iterable[nn.Parameter]) -> Tensor:
    """Return a copy of parameters, one after another, ``(n,)``."""
    return torch.cat([each.detach().flatten() for each in parameters])


def pieces(vector: Tensor, parameters: Iterable[nn.Parameter]) -> list[Tensor]:
    """Return the parts of a vector that belong to parameters, each in its shape."""
    parameters = list(parameters)
    parts = vector.split([each.numel() for each in parameters])
    return [part.view_as(each) for part, each in zip(parts, parameters, strict=True)]


@torch.no_grad()
def give_weights(parameters: Iterable[nn.Parameter], weights: Tensor) -> None:
    """Give parameters the numbers that ``weights_of`` returned, in place.

    They are copied, not viewed: a product may differ in its last bits by where its factors lie.
    """
    parameters = list(parameters)
    for parameter, piece in zip(parameters, pieces(weights, parameters), strict=True):
        parameter.copy_(piece)
