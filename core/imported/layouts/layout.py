"""What every layout has: a way to find its groups, and the way to PyTorch's layout."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from ...notation import Notice
from ..groups import Group
from ..weights import Weights

Answers = Mapping[str, str]
Tensors = Mapping[str, Tensor]


class Layout(NamedTuple):
    """The layout of one framework.

    Attributes:
        name: the framework.
        find: returns the groups that are laid out so, given the weights and what the file says of
            itself.
        convert: returns ``weight_ih``, ``weight_hh``, ``bias_ih`` and ``bias_hh`` as PyTorch has
            them (i f g o; r z n, and z keeps), given a layer's kind, its weights by role, and the
            answers to its questions. Biases that the layer lacks may be missing.
    """

    name: str
    find: Callable[[Weights, Mapping[str, str]], Sequence[Group]]
    convert: Callable[[str, Tensors, Answers], dict[str, Tensor]]


def in_order(rows: Tensor, order: Sequence[int]) -> Tensor:
    """Return blocks of rows, as many as the order has, in another order.

    >>> in_order(torch.arange(6), (1, 0, 2))
    tensor([2, 3, 0, 1, 4, 5])
    """
    chunks = rows.chunk(len(order))
    return torch.cat([chunks[number] for number in order])


def refused_group(name: str, layout: str, notice: Notice) -> Group:
    """Return a group that cannot be opened."""
    return Group(name, layout, refusal=notice)
