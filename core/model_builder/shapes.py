"""The input and output shapes of each layer of a model, and the error if a layer does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..notation import N_, Notice
from .layers import Conv1D, Dense, Dropout, Embedding, Layer, Model, Recurrent

_NOT_IDS = N_(
    "Layer {layer} expected vectors; it got token ids, {length} in all. Put an Embedding before "
    "it, or choose vectors as the input."
)
_NOT_VECTORS = N_(
    "Layer {layer} expected token ids, to look up their vectors; it got vectors of length {size}. "
    "An Embedding can only be the first layer, with token ids as the input: move it or remove it."
)
_NO_STEPS = N_(
    "Layer {layer} expected a vector for every step; it got a single vector of length {size}. "
    "Let the recurrent layer before it return every step, or move layer {layer} before that one."
)
_TOO_SHORT = N_(
    "Layer {layer} expected {kernel} steps or more, as many as its kernel is wide; it got "
    "{length}. Choose a smaller kernel or a longer input."
)


@dataclass(frozen=True)
class Shape:
    """The shape of the data between two layers.

    Attributes:
        length: number of steps; ``None`` for a single vector for the whole text.
        size: numbers in each step's vector; ``None`` if each step is a token id.
    """

    length: int | None
    size: int | None

    @property
    def sizes(self) -> tuple[int | None, ...]:
        """The shape as libraries write it, with ``None`` first, for the batch.

        >>> Shape(200, 64).sizes, Shape(None, 64).sizes, Shape(200, None).sizes
        ((None, 200, 64), (None, 64), (None, 200))
        """
        return (None, *(size for size in (self.length, self.size) if size is not None))


class ShapeError(ValueError):
    """Raised if a layer cannot take its input.

    Attributes:
        position: position of the layer in the model, from 0; the layers before it fit.
        notice: what was expected, what it got and what to do, for pages to translate.
    """

    def __init__(self, position: int, layer: Layer, notice: Notice) -> None:
        message = notice.message.format(**notice.values)
        super().__init__(f"{message} (Layer {position + 1} is {layer}.)")
        self.position, self.notice = position, notice


def walk(model: Model) -> Iterator[tuple[Layer, Shape, Shape]]:
    """Yield each layer with its input shape and its output shape.

    Raises:
        ShapeError: at the first layer that cannot take its input.
    """
    shape = Shape(model.input.length, model.input.size)
    for position, layer in enumerate(model.layers):
        mismatch = _mismatch(position + 1, layer, shape)
        if mismatch is not None:
            raise ShapeError(position, layer, mismatch)
        output_shape = _output_shape(layer, shape)
        yield layer, shape, output_shape
        shape = output_shape


def _mismatch(number: int, layer: Layer, shape: Shape) -> Notice | None:
    """Return why the ``number``-th layer cannot take its input; ``None`` if it can."""
    match layer, shape:
        case Embedding(), Shape(size=int(size)):
            return Notice(_NOT_VECTORS, {"layer": number, "size": size})
        case Conv1D() | Recurrent() | Dropout() | Dense(), Shape(length=int(length), size=None):
            return Notice(_NOT_IDS, {"layer": number, "length": length})
        case Conv1D() | Recurrent(), Shape(length=None, size=int(size)):
            return Notice(_NO_STEPS, {"layer": number, "size": size})
        case Conv1D(kernel_size=kernel), Shape(length=int(length)) if kernel > length:
            return Notice(_TOO_SHORT, {"layer": number, "kernel": kernel, "length": length})
    return None


def _output_shape(layer: Layer, shape: Shape) -> Shape:
    """Return the output shape of a layer that can take an input of ``shape``."""
    match layer:
        case Embedding(size=size):
            return Shape(shape.length, size)
        case Conv1D(filters, kernel_size):
            return Shape((shape.length or 0) - kernel_size + 1, filters)
        case Recurrent(units=units, bidirectional=both, return_sequences=every):
            return Shape(shape.length if every else None, (1 + both) * units)
        case Dropout():
            return shape
        case Dense(units):
            return Shape(shape.length, units)
