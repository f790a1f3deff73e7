"""A record of a layer cannot be made with a size that does not exist."""

import math
from dataclasses import FrozenInstanceError

import pytest

from core.model_builder import (
    MAXIMUM_LAYERS,
    MAXIMUM_SIZES,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    Input,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
    with_cell,
)


@pytest.mark.parametrize(
    ("make", "arguments", "message"),
    [
        (Input, (0,), "Input expected length to be a whole number from 1 to 536,870,912; got 0"),
        (Input, (2**29 + 1,), "Input expected length .* got 536870913"),
        (Input, (5, None, True), "size to be the size of the vocabulary .* got None"),
        (Input, (5, 4, 1), "one_hot to be True or False; got 1"),
        (Input, (5, 0), "Input expected size .* got 0"),
        (Embedding, (2**29 + 1, 8), "vocabulary_size .* from 1 to 536,870,912; got 536870913"),
        (Embedding, (8, None), "Embedding expected size .* got None"),
        (Conv1D, (True, 3), "Conv1D expected filters .* got True"),
        (Conv1D, (8, 3.0), "Conv1D expected kernel_size .* got 3.0"),
        (Recurrent, ("tree", 8), "expected cell to be 'rnn' or 'lstm' or 'gru'; got 'tree'"),
        (Recurrent, ("lstm", -1), "Recurrent expected units .* got -1"),
        (Recurrent, ("lstm", 8, 9), "num_layers to be a whole number from 1 to 8; got 9"),
        (Recurrent, ("lstm", 8, 1, 1), "bidirectional to be True or False; got 1"),
        (Recurrent, ("lstm", 8, 1, True, None), "return_sequences to be True or False; got None"),
        (Dropout, (1.0,), "rate to be a number from 0 to 0.99 with at most 6 decimals; got 1.0"),
        (Dropout, (0.1234567,), "rate .* got 0.1234567"),
        (Dropout, (-0.5,), "rate .* got -0.5"),
        (Dropout, (math.nan,), "rate .* got nan"),
        (Dropout, (True,), "rate .* got True"),
        (Dense, ("2",), "Dense expected units .* got '2'"),
        (Dense, (2, "gelu"), "activation to be 'linear' or 'relu' .* got 'gelu'"),
        (Dense, (2, "relu", None), "tied to be True or False; got None"),
        (Conv1D, (8, 3, 0), "stride .* got 0"),
        (Conv1D, (8, 3, 1, "full"), "padding to be 'valid' or 'same' or 'causal'; got 'full'"),
        (Conv1D, (8, 3, 1, "same", 0), "dilation .* got 0"),
        (MaxPooling1D, (0,), "MaxPooling1D expected size .* got 0"),
        (MaxPooling1D, (2, 0), "MaxPooling1D expected stride .* got 0"),
        (RepeatVector, (0,), "RepeatVector expected n .* got 0"),
        (Recurrent, ("lstm", 8, 1, True, True, "max"), "merge to be 'concat' or .* got 'max'"),
        (Recurrent, ("gru", 8, 1, True, True, "sum", 5), "proj_size to be 0 in 'gru'; got 5"),
        (Recurrent, ("lstm", 8, 1, True, True, "sum", -1), "proj_size .* from 0 .* got -1"),
        (
            Recurrent,
            ("lstm", 8, 1, True, True, "sum", 5, "relu"),
            "activation to be 'tanh' in 'lstm'; got 'relu'",
        ),
        (Recurrent, ("rnn", 8, 1, True, True, "sum", 0, "sigmoid"), "'tanh' or 'relu' in 'rnn'"),
        (TimeDistributed, (Flatten(),), r"Dense \(not tied\), Dropout, .* got Flatten"),
        (TimeDistributed, (Dense(2, tied=True),), r"TimeDistributed expected layer .* got Dense"),
    ],
)
def test_errors_say_what_was_expected_and_what_was_given(make, arguments, message):
    with pytest.raises(ValueError, match=message):
        make(*arguments)


@pytest.mark.parametrize("name", MAXIMUM_SIZES)
@pytest.mark.parametrize("largest", [False, True])
def test_both_ends_of_each_range_are_accepted(name, largest):
    owners = {
        "length": lambda size: Input(size),
        "size": lambda size: Input(1, size),
        "vocabulary_size": lambda size: Embedding(size, 1),
        "filters": lambda size: Conv1D(size, 1),
        "kernel_size": lambda size: Conv1D(1, size),
        "units": Dense,
        "num_layers": lambda size: Recurrent("gru", 1, size),
        "stride": lambda size: Conv1D(1, 1, size),
        "dilation": lambda size: Conv1D(1, 1, dilation=size),
        "n": RepeatVector,
        "proj_size": lambda size: Recurrent("lstm", 1, proj_size=size),
    }
    size = MAXIMUM_SIZES[name] if largest else 1

    assert getattr(owners[name](size), name) == size


def test_a_model_has_a_bounded_number_of_layers():
    layers = (Dense(1),) * MAXIMUM_LAYERS
    assert len(Model(Input(1), layers).layers) == MAXIMUM_LAYERS

    message = f"at most {MAXIMUM_LAYERS} layers; got {MAXIMUM_LAYERS + 1}"
    with pytest.raises(ValueError, match=message):
        Model(Input(1), (*layers, Dense(1)))


def test_records_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Dense(3).units = 4  # type: ignore[misc]


def test_another_cell_takes_the_place_of_every_recurrent_layer():
    model = Model(Input(9, 4), (Recurrent("lstm", 3, 2, True, True), Dense(5), Recurrent("rnn", 2)))

    assert with_cell(model, "gru") == Model(
        Input(9, 4), (Recurrent("gru", 3, 2, True, True), Dense(5), Recurrent("gru", 2))
    )


def test_another_cell_has_neither_the_projection_nor_the_relu_of_the_one_before():
    model = Model(Input(9, 4), (Recurrent("lstm", 3, proj_size=2), Recurrent("rnn", 2)))

    assert with_cell(model, "lstm") == Model(
        Input(9, 4), (Recurrent("lstm", 3, proj_size=2), Recurrent("lstm", 2))
    )
    assert with_cell(model, "gru").layers == (Recurrent("gru", 3), Recurrent("gru", 2))


@pytest.mark.parametrize("length", [None, 1, 16_000])
def test_a_length_can_be_left_open(length):
    assert Input(length, 1).length == length


@pytest.mark.parametrize("rate", [0, 0.125, 1 / 8, 0.3, 0.000001, 0.99])
def test_a_rate_need_not_be_whole_hundredths(rate):
    assert Dropout(rate).rate == rate
