"""The input and output shapes of each layer of a model; an error if a layer does not fit."""

from collections.abc import Iterator

from .errors import SettingError, ShapeError
from .layers import (
    Conv1D,
    Dense,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Layer,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
)
from .misfits import contradiction, mismatch
from .shape import Shape
from .windows import output_length, windows


def input_shape(model: Model) -> Shape:
    """Return the shape of what the first layer reads."""
    entry = model.input
    return Shape(entry.length, entry.size, open_length=entry.length is None)


def walk(model: Model) -> Iterator[tuple[Layer, Shape, Shape]]:
    """Yield each layer with its input shape and its output shape.

    Raises:
        ShapeError: at the first layer that cannot take its input.
        SettingError: at the first layer with settings that exclude each other.
    """
    shape = input_shape(model)
    for position, layer in enumerate(model.layers):
        notice = contradiction(position + 1, layer)
        if notice is not None:
            raise SettingError(position, layer, notice)
        notice = mismatch(position, model, shape)
        if notice is not None:
            raise ShapeError(position, layer, notice)
        output_shape = _output_shape(layer, shape)
        yield layer, shape, output_shape
        shape = output_shape


def _output_shape(layer: Layer, shape: Shape) -> Shape:
    """Return the output shape of a layer that can take an input of ``shape``."""
    match layer:
        case Embedding(size=size) | Dense(units=size):
            return Shape(shape.length, size, shape.open_length)
        case Conv1D(filters=filters):
            length = shape.length and output_length(layer, shape.length)
            return Shape(length, filters, shape.open_length)
        case MaxPooling1D(size, stride):
            length = shape.length and windows(shape.length, size, stride or size)
            return Shape(length, shape.size, shape.open_length)
        case Recurrent(return_sequences=every):
            size = layer.state_size * (1 + (layer.bidirectional and layer.merge == "concat"))
            return Shape(shape.length, size, shape.open_length) if every else Shape(None, size)
        case GlobalMaxPooling1D():
            return Shape(None, shape.size)
        case Flatten():
            return Shape(None, (shape.length or 1) * (shape.size or 1))
        case RepeatVector(n):
            return Shape(n, shape.size)
        case TimeDistributed(inner):
            return _output_shape(inner, shape)
    return shape
