"""A model as Python code to copy, in PyTorch."""

from collections.abc import Callable, Iterator, Mapping

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
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
)
from .names import kind_of, numbered
from .scripts import ONE_HOT, indented
from .shape import Shape
from .shapes import input_shape, walk
from .windows import span, zeros

_SCRIPT = """\
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
{layers}

    def forward(self, x):  # {input}
{steps}
        return x


model = Model()
"""

_ACTIVATED: Mapping[str, str] = {
    "linear": "{value}",
    "relu": "torch.relu({value})",
    "sigmoid": "torch.sigmoid({value})",
    "softmax": "torch.softmax({value}, dim=-1)",
    "tanh": "torch.tanh({value})",
}
_MERGED: Mapping[str, Callable[[str, str], str]] = {
    "concat": lambda forward, backward: f"torch.cat([{forward}, {backward}], dim=-1)",
    "sum": lambda forward, backward: f"{forward} + {backward}",
    "ave": lambda forward, backward: f"({forward} + {backward}) / 2",
    "mul": lambda forward, backward: f"{forward} * {backward}",
}


def to_pytorch(model: Model) -> str:
    """Return a script that creates ``model``, an ``nn.Module`` with these layers.

    Raises:
        LayerError: if a layer cannot take its input or has settings that exclude each other.
    """
    layers, steps = [], []
    names = numbered(map(kind_of, model.layers))
    for name, (layer, shape, output_shape) in zip(names, walk(model), strict=True):
        created = _created(layer, shape.size or 0)
        layers += [f"self.{name} = {created}"] if created else []
        if isinstance(layer, Dense) and layer.tied:
            layers.append(f"self.{name}.weight = self.embedding.weight")
        *before, last = _steps(layer, f"self.{name}", shape)
        steps += [*before, f"{last}  # {_batch(output_shape)}"]
    first = _batch(input_shape(model))
    if model.input.one_hot:
        first += f", {ONE_HOT.format(size=model.input.size)}"
    filled = {"layers": indented(layers, 8), "steps": indented(steps, 8)}
    return _SCRIPT.format(input=first, **filled).replace("\n\n\n    def", "\n\n    def")


def _created(layer: Layer, size: int) -> str:
    """Return the call that creates the layer; nothing for what is only a step."""
    match layer:
        case Embedding(vocabulary_size, own_size):
            return f"nn.Embedding({vocabulary_size}, {own_size})"
        case Conv1D():
            return _convolution(layer, size)
        case MaxPooling1D(own_size, stride):
            return f"nn.MaxPool1d({own_size}{_option('stride', stride, None)})"
        case Recurrent():
            return _recurrent(layer, size)
        case Dropout(rate):
            return f"nn.Dropout({rate})"
        case LayerNorm():
            return f"nn.LayerNorm({size})"
        case BatchNorm():
            return f"nn.BatchNorm1d({size})"
        case Dense(units):
            return f"nn.Linear({size}, {units})"
        case TimeDistributed(inner):
            return _created(inner, size)
    return ""


def _convolution(layer: Conv1D, size: int) -> str:
    options = _option("stride", layer.stride, 1)
    options += ', padding="same"' if _pads_itself(layer) else ""
    options += _option("dilation", layer.dilation, 1)
    return f"nn.Conv1d({size}, {layer.filters}, {layer.kernel_size}{options})"


def _recurrent(layer: Recurrent, size: int) -> str:
    options = _option("num_layers", layer.num_layers, 1)
    options += ', nonlinearity="relu"' if layer.activation == "relu" else ""
    options += ", batch_first=True"
    options += _option("bidirectional", layer.bidirectional, False)
    options += _option("proj_size", layer.proj_size, 0)
    return f"nn.{layer.cell.upper()}({size}, {layer.units}{options})"


def _steps(layer: Layer, name: str, shape: Shape) -> list[str]:
    """Return the lines that pass ``x`` through the layer."""
    match layer:
        case Conv1D(activation=activation):
            value = f"{name}(x.transpose(1, 2)).transpose(1, 2)"
            return [*_padded(layer, shape), f"x = {_ACTIVATED[activation].format(value=value)}"]
        case Recurrent():
            return list(_recurrent_steps(layer, name))
        case Dense(activation=activation):
            return [f"x = {_ACTIVATED[activation].format(value=f'{name}(x)')}"]
        case GlobalMaxPooling1D():
            return ["x = x.amax(dim=1)"]
        case Flatten():
            return ["x = x.flatten(1)"]
        case RepeatVector(n):
            return [f"x = x.unsqueeze(1).expand(-1, {n}, -1)"]
        case TimeDistributed(inner):
            return _steps(inner, name, shape)
        case MaxPooling1D():
            return [f"x = {name}(x.transpose(1, 2)).transpose(1, 2)"]
        case BatchNorm() if shape.has_steps:
            return [f"x = {name}(x.transpose(1, 2)).transpose(1, 2)"]
    return [f"x = {name}(x)"]


def _recurrent_steps(layer: Recurrent, name: str) -> Iterator[str]:
    merged = _MERGED[layer.merge]
    if layer.return_sequences:
        yield f"x, _ = {name}(x)"
        if layer.bidirectional and layer.merge != "concat":
            yield "forward, backward = x.chunk(2, dim=-1)"
            yield f"x = {merged('forward', 'backward')}"
        return
    yield f"_, {'(h, _)' if layer.cell == 'lstm' else 'h'} = {name}(x)"
    yield f"x = {merged('h[-2]', 'h[-1]') if layer.bidirectional else 'h[-1]'}"


def _pads_itself(layer: Conv1D) -> bool:
    """Return whether PyTorch has this padding; with a stride it refuses "same"."""
    return layer.padding == "same" and layer.stride == 1


def _padded(layer: Conv1D, shape: Shape) -> list[str]:
    """Return the lines that put zeros around the steps, where PyTorch's layer does not."""
    if layer.padding == "valid" or _pads_itself(layer):
        return []
    if layer.padding == "same" and shape.length is None:
        steps = f"-(-x.shape[1] // {layer.stride}) - 1"
        missing = f"max(({steps}) * {layer.stride} + {span(layer)} - x.shape[1], 0)"
        sides = "missing // 2, missing - missing // 2"
        return [f"missing = {missing}", f"x = nn.functional.pad(x, (0, 0, {sides}))"]
    before, after = zeros(layer, shape.length or 1)
    return [f"x = nn.functional.pad(x, (0, 0, {before}, {after}))"]


def _option(name: str, value: object, default: object) -> str:
    return "" if value == default else f", {name}={value}"


def _batch(shape: Shape) -> str:
    names = ("length" if size is None else str(size) for size in shape.sizes[1:])
    return f"({', '.join(('batch', *names))})"
