"""Layers and whole models as they are written in Keras."""

import itertools
from typing import Any

from core.model_builder import (
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

NAMES = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
CONVENTIONS = ("keras", "keras-reset-before")


def recurrent(
    keras: Any,
    convention: str,
    cell: str,
    units: int,
    both: bool,
    every: bool = True,
    merge: str = "concat",
    **settings: Any,
) -> Any:
    """Return one recurrent layer of Keras's own.

    Args:
        keras: the module, as the fixture gives it.
        convention: one of ``CONVENTIONS``.
        cell: a key of ``NAMES``.
        units: in each direction.
        both: whether it also reads backwards.
        every: whether it returns every step, or only the last.
        merge: how both directions become one vector.
        settings: what else Keras's layer takes, such as its activation.
    """
    options = {"reset_after": convention == "keras"} if cell == "gru" else {}
    layer = getattr(keras.layers, NAMES[cell])(units, return_sequences=every, **options, **settings)
    return keras.layers.Bidirectional(layer, merge_mode=merge) if both else layer


def layers_of(keras: Any, layer: Layer, convention: str) -> list[Any]:
    """Return Keras's own layers for one of ours: one, or one for each of a stack."""
    match layer:
        case Recurrent():
            every = [*[True] * (layer.num_layers - 1), layer.return_sequences]
            sizes = (layer.cell, layer.units, layer.bidirectional)
            settings = {"activation": layer.activation} if layer.cell == "rnn" else {}
            return [
                recurrent(keras, convention, *sizes, steps, layer.merge, **settings)
                for steps in every
            ]
        case TimeDistributed(inner):
            (own,) = layers_of(keras, inner, convention)
            return [keras.layers.TimeDistributed(own)]
    return [_plain(keras.layers, layer)]


def _plain(layers: Any, layer: Layer) -> Any:
    match layer:
        case Embedding(vocabulary_size, size):
            return layers.Embedding(vocabulary_size, size)
        case Conv1D(filters, kernel_size, stride, padding, dilation, activation):
            options = {"strides": stride, "padding": padding, "dilation_rate": dilation}
            return layers.Conv1D(filters, kernel_size, **options, activation=activation)
        case MaxPooling1D(size, stride):
            return layers.MaxPooling1D(size, strides=stride)
        case RepeatVector(n):
            return layers.RepeatVector(n)
        case Dropout(rate):
            return layers.Dropout(rate)
        case Dense(units, activation):
            return layers.Dense(units, activation=activation)
        case LayerNorm():
            return layers.LayerNormalization()
        case BatchNorm():
            return layers.BatchNormalization()
        case Flatten():
            return layers.Flatten()
        case GlobalMaxPooling1D():
            return layers.GlobalMaxPooling1D()
    raise TypeError(f"Keras has no layer here for {layer}")


def sequential(keras: Any, model: Model, convention: str = "keras") -> tuple[Any, list[list[Any]]]:
    """Return the model in Keras, and its layers for each of ours."""
    theirs = [layers_of(keras, layer, convention) for layer in model.layers]
    ids = model.input.size is None
    shape = (model.input.length,) if ids else (model.input.length, model.input.size)
    entry = keras.Input(shape, dtype="int32" if ids else "float32")
    return keras.Sequential([entry, *itertools.chain(*theirs)]), theirs
