"""A model as a runnable PyTorch module."""

from torch import nn

from .layers import Dense, Model
from .modules import module
from .shapes import walk
from .summary import summarise


def build(model: Model) -> nn.Module:
    """Return a module that runs, with PyTorch's own initial weights.

    Depending on the model's input, it takes token ids, int64 ``(batch, length)``, or vectors,
    float32 ``(batch, length, size)``.

    Args:
        model: a model whose layers fit, and whose parameters fit in memory.

    Raises:
        LayerError: if a layer cannot take its input, has settings that exclude each other, or is
            the one with which the parameters take more than ``MAXIMUM_BYTES``.
    """
    summarise(model, "pytorch")
    parts = [module(layer, shape.size) for layer, shape, _ in walk(model)]
    for layer, part in zip(model.layers, parts, strict=True):
        if isinstance(layer, Dense) and layer.tied:
            linear = part[0] if isinstance(part, nn.Sequential) else part
            linear.weight = parts[0].weight  # type: ignore[assignment]  # of an nn.Embedding
    return nn.Sequential(*parts)
