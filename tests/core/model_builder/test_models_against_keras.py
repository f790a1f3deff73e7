"""Whole models are checked against the same models made by Keras itself, layer by layer."""

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model_builder import (
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Input,
    LayerNorm,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    ShapeError,
    TimeDistributed,
    summarise,
)
from tests.core.model_builder import in_keras
from tests.core.model_builder.strategies import fitting

pytestmark = pytest.mark.slow


def assert_agrees_with_keras(keras: Any, model: Model, convention: str = "keras") -> None:
    sequential, theirs = in_keras.sequential(keras, model, convention)

    summary = summarise(model, convention)

    assert sequential.count_params() == summary.total
    for row, layers in zip(summary.rows[1:], theirs, strict=True):
        assert row.parameters == sum(layer.count_params() for layer in layers)
        assert row.output_shape == layers[-1].output.shape
    own = [weight.shape for weight in sequential.non_trainable_weights if "seed" not in weight.path]
    assert summary.non_trainable == sum(size for (size,) in own)


@pytest.mark.parametrize("convention", in_keras.CONVENTIONS)
@pytest.mark.parametrize("cell", in_keras.NAMES)
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("every", [False, True])
def test_every_kind_of_recurrent_layer_agrees(keras, cell, convention, num_layers, both, every):
    recurrent = Recurrent(cell, 6, num_layers, both, every)
    layers = (Embedding(50, 8), Conv1D(7, 3), recurrent, Dropout(0.2), Dense(2))

    assert_agrees_with_keras(keras, Model(Input(12), layers), convention)


@pytest.mark.parametrize("merge", ["concat", "sum", "ave", "mul"])
@pytest.mark.parametrize("every", [False, True])
def test_every_merge_agrees(keras, merge, every):
    layer = Recurrent("gru", 6, bidirectional=True, return_sequences=every, merge=merge)

    assert_agrees_with_keras(keras, Model(Input(12, 3), (layer, Dense(2))))


@pytest.mark.parametrize("length", [1, 2, 7, 20, None])
@pytest.mark.parametrize("kernel_size", [1, 2, 5])
def test_every_convolution_has_as_many_steps(keras, length, kernel_size):
    grid = itertools.product((1, 2, 3), ("valid", "same", "causal"), (1, 3))

    for stride, padding, dilation in grid:
        model = Model(Input(length, 2), (Conv1D(3, kernel_size, stride, padding, dilation),))
        try:
            sequential, _ = in_keras.sequential(keras, model)
        except ValueError:  # Keras refuses it, too
            with pytest.raises(ValueError, match="Layer 1 expected"):
                summarise(model)
            continue
        assert summarise(model).rows[1].output_shape == sequential.output_shape
        assert summarise(model).total == sequential.count_params()


@pytest.mark.parametrize("length", [4, 9, None])
@pytest.mark.parametrize(("size", "stride"), [(1, None), (2, None), (3, 1), (4, 3), (2, 5)])
def test_every_pooling_has_as_many_steps(keras, length, size, stride):
    layers = (MaxPooling1D(size, stride), GlobalMaxPooling1D(), Dense(2))

    assert_agrees_with_keras(keras, Model(Input(length, 3), layers))


@pytest.mark.parametrize(
    "layers",
    [
        (Flatten(), Dense(4, "relu"), RepeatVector(3), Recurrent("rnn", 2, activation="relu")),
        (LayerNorm(), TimeDistributed(LayerNorm()), Flatten(), LayerNorm()),
        (BatchNorm(), TimeDistributed(BatchNorm()), GlobalMaxPooling1D(), BatchNorm()),
        (TimeDistributed(Dense(12, "softmax")), TimeDistributed(Dropout(0.125)), Flatten()),
        (Dense(9, "tanh"), Dense(10_000, "sigmoid")),
        (Flatten(), Flatten()),
    ],
)
def test_layers_agree_in_sequence(keras, layers):
    assert_agrees_with_keras(keras, Model(Input(6, 5), layers))


def test_flatten_of_an_open_length_is_refused_where_keras_has_no_size_for_what_follows(keras):
    model = Model(Input(None, 5), (Flatten(), Dense(2)))

    with pytest.raises(ValueError, match="fully-defined"):
        in_keras.sequential(keras, model)
    with pytest.raises(ShapeError, match="Layer 1 expected a known number of steps"):
        summarise(model)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(
    fitting(projections=False).filter(lambda model: model.layers),
    st.sampled_from(in_keras.CONVENTIONS),
)
def test_generated_models_agree(keras, model, convention):
    assert_agrees_with_keras(keras, model, convention)
