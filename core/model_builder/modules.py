"""A layer as a PyTorch module, from which its parameters are counted."""

from collections.abc import Callable, Mapping

import torch
from torch import nn

from .layers import (
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Layer,
    LayerNorm,
    MaxPooling1D,
    Recurrent,
    RepeatVector,
    TimeDistributed,
)
from .torch_modules import (
    LargestOfAll,
    LargestSteps,
    NormalisedOverBatch,
    RecurrentLayers,
    Repeated,
    StepsFirst,
)

ACTIVATIONS: Mapping[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "sigmoid": nn.Sigmoid,
    "softmax": lambda: nn.Softmax(dim=-1),
    "tanh": nn.Tanh,
}
"""By name; ``linear`` is none."""


def module(layer: Layer, input_size: int | None, device: str | None = None) -> nn.Module:
    """Return one layer's module, for vectors of ``input_size`` numbers (``None``: token ids).

    Its weights are on ``device``; on ``"meta"`` they take no memory, and it cannot run. One with an
    activation is a sequence of two modules. A tied layer has weights of its own here.
    """
    size = input_size or 0  # only an embedding reads token ids, and it needs no input size
    match layer:
        case Embedding(vocabulary_size, own_size):
            if device == "meta":  # there, nn.Embedding takes a second to initialise its weights
                empty = torch.empty(vocabulary_size, own_size, device=device)
                return nn.Embedding.from_pretrained(empty, freeze=False)
            return nn.Embedding(vocabulary_size, own_size, device=device)
        case Conv1D(activation=activation):
            return _activated(StepsFirst(layer, size, device), activation)
        case Dense(units, activation):
            return _activated(nn.Linear(size, units, device=device), activation)
        case Recurrent():
            return RecurrentLayers(layer, size, device)
        case LayerNorm():
            return nn.LayerNorm(size, device=device)
        case BatchNorm():
            return NormalisedOverBatch(size, device=device)
        case TimeDistributed(inner):
            return module(inner, size, device)
        case _:
            return _without_weights(layer)


def _without_weights(layer: Layer) -> nn.Module:
    match layer:
        case Dropout(rate):
            return nn.Dropout(rate)
        case MaxPooling1D(size, stride):
            return LargestSteps(size, stride)
        case GlobalMaxPooling1D():
            return LargestOfAll()
        case Flatten():
            return nn.Flatten()
        case RepeatVector(n):
            return Repeated(n)
    raise TypeError(f"module expected a layer; got {layer!r:.40}.")


def _activated(part: nn.Module, activation: str) -> nn.Module:
    own = ACTIVATIONS.get(activation)
    return part if own is None else nn.Sequential(part, own())
