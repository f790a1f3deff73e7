"""The formula and the number of parameters of one layer, counted from PyTorch's own module."""

from dataclasses import dataclass
from functools import lru_cache
from math import prod

from ..parameters.closed_form import closed_form
from ..parameters.count import counted
from .layers import (
    BatchNorm,
    Conv1D,
    Dense,
    Embedding,
    Layer,
    LayerNorm,
    Recurrent,
    TimeDistributed,
)
from .limits import MAXIMUM_PARAMETERS
from .modules import module

MOST_COUNTED = 512
"""Number of cached layer counts: people change one layer of a model and compare three cells."""
COUNTS_RUNNING = ("keras", "keras-reset-before")
"""Conventions that count a BatchNorm's running means and variances among the parameters, as "not
trainable". For the other libraries they are no parameters: PyTorch calls them buffers, Equinox
state, Flax batch statistics."""


@dataclass(frozen=True)
class LayerCount:
    """The parameters of a layer under a convention.

    Attributes:
        formula: with its sizes; its value is ``parameters``.
        parameters: number of parameters, as the convention's library counts them.
        non_trainable: numbers that the layer keeps and no gradient changes, counted or not.
    """

    formula: str
    parameters: int
    non_trainable: int = 0


@lru_cache(maxsize=MOST_COUNTED)
def count(layer: Layer, size: int, convention: str) -> LayerCount:
    """Return the formula and the count of a layer that reads vectors of ``size`` numbers.

    Whatever its size, it takes no memory. What is larger than ``MAXIMUM_PARAMETERS`` is counted by
    its formula alone.
    """
    if isinstance(layer, TimeDistributed):
        return count(layer.layer, size, convention)
    if isinstance(layer, Recurrent):
        return _recurrent(layer, size, convention)
    products = _products(layer, size)
    non_trainable = 2 * size if isinstance(layer, BatchNorm) else 0
    if non_trainable and convention in COUNTS_RUNNING:
        products += ((2, size),)
    total = sum(map(prod, products))
    if total <= MAXIMUM_PARAMETERS:
        _check(layer, size, total - non_trainable * (convention in COUNTS_RUNNING))
    formula = " + ".join(" × ".join(map(str, factors)) for factors in products) or "0"
    return LayerCount(formula, total, non_trainable)


def _recurrent(layer: Recurrent, size: int, convention: str) -> LayerCount:
    sizes = (size, layer.units, layer.num_layers)
    options = (layer.bidirectional, layer.proj_size)
    formula, total = closed_form(layer.cell, convention, *sizes, *options)
    if total <= MAXIMUM_PARAMETERS:
        more = {"bidirectional": layer.bidirectional, "proj_size": layer.proj_size}
        total = counted(layer.cell, convention, *sizes, **more).total
    return LayerCount(formula, total)


def _products(layer: Layer, size: int) -> tuple[tuple[int, ...], ...]:
    """Return the factors of each tensor's size: a matrix has several, a bias one."""
    match layer:
        case Embedding(vocabulary_size, own_size):
            return ((vocabulary_size, own_size),)
        case Conv1D(filters, kernel_size):
            return ((filters, size, kernel_size), (filters,))
        case Dense(units, tied=tied):
            return ((units,),) if tied else ((units, size), (units,))
        case LayerNorm() | BatchNorm():
            return ((2, size),)
    return ()


def _check(layer: Layer, size: int, expected: int) -> None:
    """Compare the formula with PyTorch's own module, on the meta device.

    Raises:
        RuntimeError: if they disagree.
    """
    own = list(module(layer, size, device="meta").parameters())
    total = sum(parameter.numel() for parameter in own)
    shared = layer.units * size if isinstance(layer, Dense) and layer.tied else 0
    if total - shared != expected:
        raise RuntimeError(f"{layer} has {total} parameters, but its formula is {expected}.")
