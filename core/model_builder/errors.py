"""Errors that name a layer, what it expected, what it got and what to do."""

from ..notation import Notice
from .layers import Layer


class LayerError(ValueError):
    """Raised if a model cannot be built as it is, because of one of its layers.

    Attributes:
        position: position of the layer in the model, from 0; the layers before it are as they
            should be.
        notice: what was expected, what it got and what to do, for pages to translate.
    """

    def __init__(self, position: int, layer: Layer, notice: Notice) -> None:
        message = notice.message.format(**notice.values)
        super().__init__(f"{message} (Layer {position + 1} is {layer}.)")
        self.position, self.notice = position, notice


class ShapeError(LayerError):
    """Raised if a layer cannot take its input."""


class SettingError(LayerError):
    """Raised if two settings of a layer, or one and the convention, exclude each other."""


class MemoryLimitError(LayerError):
    """Raised at the layer with which a model's parameters no longer fit in ``MAXIMUM_BYTES``."""
