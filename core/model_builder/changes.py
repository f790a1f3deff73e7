"""One change at a time to a model's layers; each returns a new model.

Positions are from 0 to below the number of layers; an ``IndexError`` says that one is not.
"""

from dataclasses import replace
from typing import Any

from .layers import Layer, Model


def inserted(model: Model, position: int, layer: Layer) -> Model:
    """Return the model with the layer at ``position``, those from there on moved down by one.

    Here ``position`` may be the number of layers, too: then the layer is the last.

    Raises:
        IndexError: if ``position`` is out of range.
        ValueError: if the model has as many layers as it may.
    """
    layers = model.layers
    _check(position, len(layers) + 1)
    return replace(model, layers=(*layers[:position], layer, *layers[position:]))


def removed(model: Model, position: int) -> Model:
    """Return the model without the layer at ``position``.

    Raises:
        IndexError: if ``position`` is out of range.
    """
    _check(position, len(model.layers))
    return replace(model, layers=model.layers[:position] + model.layers[position + 1 :])


def moved(model: Model, position: int, to: int) -> Model:
    """Return the model with the layer at ``position`` taken out and put in again at ``to``.

    Raises:
        IndexError: if ``position`` or ``to`` is out of range.
    """
    return inserted(removed(model, position), to, model.layers[position])


def resized(model: Model, position: int, **sizes: Any) -> Model:
    """Return the model with other sizes in the layer at ``position``.

    >>> from core.model_builder import Dense, Input
    >>> resized(Model(Input(9), (Dense(2),)), 0, units=5).layers
    (Dense(units=5),)

    Raises:
        IndexError: if ``position`` is out of range.
        ValueError: if a size is out of its range.
    """
    _check(position, len(model.layers))
    layer = replace(model.layers[position], **sizes)
    return inserted(removed(model, position), position, layer)


def _check(position: int, end: int) -> None:
    if not 0 <= position < end:
        raise IndexError(f"Expected a position from 0 to below {end}; got {position}.")
