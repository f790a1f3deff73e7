"""One step in slow motion: its parts, and the numbers that each of them has made."""

from collections.abc import Mapping
from typing import NamedTuple

from torch import Tensor
from torch.nn.utils import get_total_norm

from ..learner import Learner, PartName
from .optimisers import weights_of


class Part(NamedTuple):
    """One part of a step, once it is done.

    Attributes:
        name: of the part.
        numbers: what it has made, by name: of ``forward`` the ``largest_score``; of ``loss`` the
            ``loss``; of ``backward`` the ``gradient_norm``; of ``clip`` the same after it, and
            whether it ``acted``, as 0 or 1; of ``update`` the ``largest_change`` of a weight.
    """

    name: PartName
    numbers: Mapping[str, float]


def part_of(name: PartName, learner: Learner, before: Tensor) -> Part:
    """Return a part of a step with its numbers.

    Args:
        name: of the part that is just done.
        learner: which takes the step.
        before: its weights before the step, as ``weights_of`` returns them.
    """
    if name == "forward":
        largest = max(float(scores.detach().abs().max()) for scores in learner.passes)
        return Part(name, {"largest_score": largest})
    if name == "loss":
        return Part(name, {"loss": learner.loss.item()})
    if name == "update":
        change = (weights_of(learner.parameters) - before).abs().max()
        return Part(name, {"largest_change": float(change)})
    gradients = [each.grad for each in learner.parameters if each.grad is not None]
    numbers = {"gradient_norm": float(get_total_norm(gradients))}
    if name == "clip":
        numbers |= {"acted": float(learner.clipped.has_acted)}
    return Part(name, numbers)
