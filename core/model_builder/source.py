"""A model as Python code to copy, in PyTorch and in Keras."""

from collections.abc import Iterable, Iterator

from ..parameters.conventions import CONVENTIONS
from ..parameters.count import check_name
from .layers import Conv1D, Dense, Dropout, Embedding, Layer, Model, Recurrent
from .shapes import Shape, walk
from .summary import kind_of, numbered

_KERAS_NAMES = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}

_PYTORCH = """\
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

_KERAS = """\
import keras
from keras import layers

model = keras.Sequential(
    [
        {input}
{layers}
    ]
)
"""


def to_pytorch(model: Model) -> str:
    """Return a script that creates ``model``, an ``nn.Module`` with these layers.

    Raises:
        ShapeError: if a layer cannot take its input.
    """
    layers, steps = [], []
    names = numbered(map(kind_of, model.layers))
    for name, (layer, input_shape, output_shape) in zip(names, walk(model), strict=True):
        layers.append(f"self.{name} = {_torch_layer(layer, input_shape.size or 0)}")
        *before, last = _torch_step(layer, f"self.{name}")
        steps += [*before, f"{last}  # {_batch(output_shape)}"]
    first = _batch(Shape(model.input.length, model.input.size))
    return _PYTORCH.format(layers=_indented(layers, 8), input=first, steps=_indented(steps, 8))


def to_keras(model: Model, convention: str = "keras") -> str:
    """Return a script that creates ``model``, a ``keras.Sequential`` with these layers.

    Args:
        model: a model whose layers fit.
        convention: a key of ``conventions.CONVENTIONS``. ``"keras-reset-before"`` creates each
            GRU with ``reset_after=False``; any other uses Keras's own default, ``"keras"``.

    Raises:
        ShapeError: if a layer cannot take its input.
        ValueError: if the convention is unknown.
    """
    check_name("to_keras", "convention", convention, CONVENTIONS)
    reset_before = convention == "keras-reset-before"
    layers = [
        f"{line}," for layer, _, _ in walk(model) for line in _keras_layers(layer, reset_before)
    ]
    length, size = model.input.length, model.input.size
    shape = f'({length},), dtype="int32"' if size is None else f"({length}, {size})"
    return _KERAS.format(input=f"keras.Input({shape}),", layers=_indented(layers, 8))


def _torch_layer(layer: Layer, size: int) -> str:
    match layer:
        case Embedding(vocabulary_size, own_size):
            return f"nn.Embedding({vocabulary_size}, {own_size})"
        case Conv1D(filters, kernel_size):
            return f"nn.Conv1d({size}, {filters}, {kernel_size})"
        case Recurrent(cell, units, num_layers, both):
            stacked = f", num_layers={num_layers}" if num_layers > 1 else ""
            directions = ", bidirectional=True" if both else ""
            return f"nn.{cell.upper()}({size}, {units}{stacked}, batch_first=True{directions})"
        case Dropout(rate):
            return f"nn.Dropout({rate})"
        case Dense(units):
            return f"nn.Linear({size}, {units})"


def _torch_step(layer: Layer, name: str) -> list[str]:
    """Return the lines that pass ``x`` through the layer."""
    match layer:
        case Conv1D():
            return [f"x = {name}(x.transpose(1, 2)).transpose(1, 2)"]
        case Recurrent(return_sequences=True):
            return [f"x, _ = {name}(x)"]
        case Recurrent(cell=cell, bidirectional=both):
            states = "(h, _)" if cell == "lstm" else "h"
            last = "torch.cat([h[-2], h[-1]], dim=-1)" if both else "h[-1]"
            return [f"_, {states} = {name}(x)", f"x = {last}"]
    return [f"x = {name}(x)"]


def _keras_layers(layer: Layer, reset_before: bool) -> Iterator[str]:
    match layer:
        case Embedding(vocabulary_size, size):
            yield f"layers.Embedding({vocabulary_size}, {size})"
        case Conv1D(filters, kernel_size):
            yield f"layers.Conv1D({filters}, {kernel_size})"
        case Recurrent(cell, units, num_layers, both, every):
            gru = ", reset_after=False" if cell == "gru" and reset_before else ""
            for index in range(num_layers):
                steps = ", return_sequences=True" if every or index < num_layers - 1 else ""
                call = f"layers.{_KERAS_NAMES[cell]}({units}{steps}{gru})"
                yield f"layers.Bidirectional({call})" if both else call
        case Dropout(rate):
            yield f"layers.Dropout({rate})"
        case Dense(units):
            yield f"layers.Dense({units})"


def _batch(shape: Shape) -> str:
    return f"({', '.join(map(str, ('batch', *shape.sizes[1:])))})"


def _indented(lines: Iterable[str], spaces: int) -> str:
    return "\n".join(" " * spaces + line for line in lines)
