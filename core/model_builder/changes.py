"""Single changes to a model's layers, each of which returns a new model.

Positions are 0-based; one that is not less than the number of layers raises an ``IndexError``.
"""

from dataclasses import replace
from typing import Any

from .layers import Layer, Model, Recurrent, of_cell


def inserted(model: Model, position: int, layer: Layer) -> Model:
    """Return the model with the layer inserted at ``position``, before the layer there.

    ``position`` may also be the number of layers, which makes the layer the last.

    Raises:
        IndexError: if ``position`` is out of range.
        ValueError: if the model already has ``MAXIMUM_LAYERS``.
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
    """Return the model with the layer at ``position`` moved to ``to``.

    Raises:
        IndexError: if ``position`` or ``to`` is out of range.
    """
    return inserted(removed(model, position), to, model.layers[position])


def resized(model: Model, position: int, **sizes: Any) -> Model:
    """Return the model with different sizes, or another cell, in the layer at ``position``.

    >>> from core.model_builder import Dense, Input
    >>> resized(Model(Input(9), (Dense(2),)), 0, units=5).layers
    (Dense(units=5, activation='linear', tied=False),)

    Raises:
        IndexError: if ``position`` is out of range.
        ValueError: if a size is out of its range.
    """
    _check(position, len(model.layers))
    layer = model.layers[position]
    if isinstance(layer, Recurrent) and "cell" in sizes:
        layer = of_cell(layer, sizes.pop("cell"))
    layer = replace(layer, **sizes)
    return inserted(removed(model, position), position, layer)


def _check(position: int, end: int) -> None:
    if not 0 <= position < end:
        raise IndexError(f"Expected a position from 0 to below {end}; got {position}.")
