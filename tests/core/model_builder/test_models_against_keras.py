"""Whole models are checked against the same models made by Keras itself, layer by layer."""

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model_builder import (
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Input,
    Layer,
    Model,
    Recurrent,
    summarise,
)
from tests.core.model_builder import in_keras
from tests.core.model_builder.strategies import fitting

pytestmark = pytest.mark.slow


def keras_layers(keras: Any, layer: Layer, convention: str) -> list[Any]:
    """Return Keras's own layers for one of ours: one, or one for each of a stack."""
    match layer:
        case Embedding(vocabulary_size, size):
            return [keras.layers.Embedding(vocabulary_size, size)]
        case Conv1D(filters, kernel_size):
            return [keras.layers.Conv1D(filters, kernel_size)]
        case Dropout(rate):
            return [keras.layers.Dropout(rate)]
        case Dense(units):
            return [keras.layers.Dense(units)]
    sizes = (layer.cell, layer.units, layer.bidirectional)
    every = [*[True] * (layer.num_layers - 1), layer.return_sequences]
    return [in_keras.recurrent(keras, convention, *sizes, steps) for steps in every]


def assert_agrees_with_keras(keras: Any, model: Model, convention: str) -> None:
    theirs = [keras_layers(keras, layer, convention) for layer in model.layers]
    ids = model.input.size is None
    shape = (model.input.length,) if ids else (model.input.length, model.input.size)
    entry = keras.Input(shape, dtype="int32" if ids else "float32")
    sequential = keras.Sequential([entry, *itertools.chain(*theirs)])

    summary = summarise(model, convention)

    assert sequential.count_params() == summary.total
    for row, layers in zip(summary.rows[1:], theirs, strict=True):
        assert row.parameters == sum(layer.count_params() for layer in layers)
        assert row.output_shape == layers[-1].output.shape


@pytest.mark.parametrize("convention", in_keras.CONVENTIONS)
@pytest.mark.parametrize("cell", in_keras.NAMES)
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("every", [False, True])
def test_every_kind_of_recurrent_layer_agrees(keras, cell, convention, num_layers, both, every):
    recurrent = Recurrent(cell, 6, num_layers, both, every)
    layers = (Embedding(50, 8), Conv1D(7, 3), recurrent, Dropout(0.2), Dense(2))

    assert_agrees_with_keras(keras, Model(Input(12), layers), convention)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(fitting().filter(lambda model: model.layers), st.sampled_from(in_keras.CONVENTIONS))
def test_generated_models_agree(keras, model, convention):
    assert_agrees_with_keras(keras, model, convention)
