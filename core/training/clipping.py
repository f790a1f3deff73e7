"""Clipping of gradients before an update: by their norm, by the value of each number, or not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, get_total_norm

Kind = Literal["norm", "value", "off"]


@dataclass(frozen=True)
class Clipping:
    """What is done to a gradient that is too large.

    Attributes:
        kind: ``norm`` scales all gradients down together (Pascanu et al. 2013), ``value`` cuts each
            number at ± the limit, ``off`` leaves them as they are.
        limit: the largest norm, or the largest number; above 0.

    Raises:
        ValueError: if the kind is another one, or the limit is not above 0 and finite.
    """

    kind: Kind = "norm"
    limit: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or not 0 < self.limit < math.inf:
            raise ValueError(
                f"Clipping expected one of {', '.join(get_args(Kind))} and a limit above 0; got "
                f"{self.kind!r} and {self.limit}. Choose off to clip nothing."
            )


class Clipped(NamedTuple):
    """What clipping found: the norm of all gradients before it, and whether it changed any."""

    norm: Tensor
    has_acted: bool


def clip(parameters: Sequence[nn.Parameter], clipping: Clipping) -> Clipped:
    """Clip the gradients of some parameters, in place."""
    if clipping.kind == "norm":
        norm = clip_grad_norm_(parameters, clipping.limit)
        return Clipped(norm, bool(norm > clipping.limit))
    gradients = [each.grad for each in parameters if each.grad is not None]
    norm = get_total_norm(gradients)
    if clipping.kind == "off":
        return Clipped(norm, False)
    largest = get_total_norm(gradients, math.inf)
    clip_grad_value_(parameters, clipping.limit)
    return Clipped(norm, bool(largest > clipping.limit))
