"""One change at a time to a model's layers; each returns a new model, positions are from 0."""

from dataclasses import replace
from typing import Any

from core.models.layers import Layer, Model


def inserted(model: Model, position: int, layer: Layer) -> Model:
    """Return the model with the layer at ``position``, those from there on moved down by one.

    Raises:
        ValueError: if the model has as many layers as it may.
    """
    layers = model.layers
    return replace(model, layers=(*layers[:position], layer, *layers[position:]))


def removed(model: Model, position: int) -> Model:
    """Return the model without the layer at ``position``."""
    return replace(model, layers=model.layers[:position] + model.layers[position + 1 :])


def moved(model: Model, position: int, to: int) -> Model:
    """Return the model with the layer at ``position`` taken out and put in again at ``to``."""
    return inserted(removed(model, position), to, model.layers[position])


def resized(model: Model, position: int, **sizes: Any) -> Model:
    """Return the model with other sizes in the layer at ``position``.

    >>> from core.models import Dense, Input
    >>> resized(Model(Input(9), (Dense(2),)), 0, units=5).layers
    (Dense(units=5),)

    Raises:
        ValueError: if a size is out of its range.
    """
    layer = replace(model.layers[position], **sizes)
    return inserted(removed(model, position), position, layer)
