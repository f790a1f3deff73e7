"""The optimisers to choose from, with what each remembers of a parameter between two steps."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import torch
from torch.optim import Optimizer


class Optimiser(NamedTuple):
    """A kind of optimiser.

    Attributes:
        make: makes one of parameters and a learning rate, ``lr``.
        memory: the names of the numbers that it keeps of each parameter once it has taken a step:
            each is a tensor of the parameter's shape, but for ``step``, which is one number.
    """

    make: Callable[..., Optimizer]
    memory: tuple[str, ...]

    def shapes(self, parameter: torch.Tensor) -> dict[str, tuple[int, ...]]:
        """Return the shape of each number that it keeps of a parameter."""
        return {name: () if name == "step" else tuple(parameter.shape) for name in self.memory}


OPTIMISERS: Mapping[str, Optimiser] = {
    "adam": Optimiser(torch.optim.Adam, ("step", "exp_avg", "exp_avg_sq")),
    "rmsprop": Optimiser(torch.optim.RMSprop, ("step", "square_avg")),
    "momentum": Optimiser(partial(torch.optim.SGD, momentum=0.9), ("momentum_buffer",)),
    "sgd": Optimiser(torch.optim.SGD, ()),
}
"""Each with PyTorch's defaults; ``momentum`` is SGD with 0.9 of the step before."""


def memory(optimizer: Optimizer) -> dict[int, dict[str, torch.Tensor]]:
    """Return a copy of what an optimiser keeps, by the number of the parameter."""
    kept: dict[int, dict[str, Any]] = optimizer.state_dict()["state"]
    return {
        number: {name: each.clone() for name, each in of_one.items() if each is not None}
        for number, of_one in kept.items()
    }


def recall(optimizer: Optimizer, kept: Mapping[int, Mapping[str, torch.Tensor]]) -> None:
    """Give an optimiser what another one of its kind has kept; its learning rate stays."""
    state = {
        number: {name: each.clone() for name, each in of_one.items()}
        for number, of_one in kept.items()
    }
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
