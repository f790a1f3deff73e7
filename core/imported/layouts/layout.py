"""What every layout has: a way to find its groups, and the way to PyTorch's layout."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from ...notation import N_
from ..groups import Group, Layer, Misfit, blocks
from ..questions import Question
from ..weights import Weights

Answers = Mapping[str, str]
Tensors = Mapping[str, Tensor]

_KIND = N_(
    "{name} has {rows} rows of recurrent weights for {units} units; an RNN has 1, a GRU 3 and an "
    "LSTM 4 for each. Another kind of cell cannot be opened."
)
PEEPHOLES = N_(
    "{name} has peepholes: its gates look at the cell state. Such a cell cannot be run here; "
    "train one without them."
)
ACTIVATION = N_(
    "{name} squashes with {function}, and only tanh, relu and the sigmoid can be run here. Train "
    "a network with one of these."
)
ATTRIBUTE = N_(
    "{name} has {attribute}, with which it cannot be run here. Train a network without it."
)


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


class Found(NamedTuple):
    """One layer of one direction, with what its file says of it and what it does not."""

    layer: Layer
    known: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()


def single(name: str, layout: str, find: Callable[[], Found]) -> Group:
    """Return the group of one layer, or one that says why its weights do not fit.

    Args:
        name: where in the file it is.
        layout: the framework's name.
        find: returns the layer, or raises ``Misfit``.
    """
    try:
        found = find()
    except Misfit as misfit:
        return Group(name, layout, refusal=misfit.notice)
    return Group(name, layout, (found.layer,), 1, found.known, found.questions)


def kind_of(name: str, rows: int, units: int) -> str:
    """Return the kind of a cell with so many rows of recurrent weights.

    Raises:
        Misfit: if no cell has as many.
    """
    kind = blocks(rows, units)
    if kind is None:
        raise Misfit(_KIND, name=name, rows=rows, units=units)
    return kind


def in_order(rows: Tensor, order: Sequence[int]) -> Tensor:
    """Return blocks of rows, as many as the order has, in another order.

    >>> in_order(torch.arange(6), (1, 0, 2))
    tensor([2, 3, 0, 1, 4, 5])
    """
    chunks = rows.chunk(len(order))
    return torch.cat([chunks[number] for number in order])


def reordered(weights: Tensors, order: Sequence[int]) -> dict[str, Tensor]:
    """Return weights whose blocks of rows are in another order."""
    return {name: in_order(weight, order) for name, weight in weights.items()}


def names_in(folder: str, roles: Sequence[str]) -> dict[str, str]:
    """Return role -> plain name, of weights that are called as their roles are."""
    return {role: f"{folder}/{role}" if folder else role for role in roles}


def folders_with(weights: Weights, *leaves: str) -> list[str]:
    """Return the folders in which there are weights of all these names."""
    leaf, *others = leaves
    found = [name[: -len(leaf)] for name in weights if name == leaf or name.endswith(f"/{leaf}")]
    with_all = [each for each in found if all(each + other in weights for other in others)]
    return [each.removesuffix("/") for each in with_all]
