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
    Input,
    Model,
    Recurrent,
    with_cell,
)


@pytest.mark.parametrize(
    ("make", "arguments", "message"),
    [
        (Input, (0,), "Input expected length to be a whole number from 1 to 4,096; got 0"),
        (Input, (None,), "Input expected length .* got None"),
        (Input, (5, 0), "Input expected size .* got 0"),
        (Embedding, (1_000_001, 8), "vocabulary_size .* from 1 to 1,000,000; got 1000001"),
        (Embedding, (8, None), "Embedding expected size .* got None"),
        (Conv1D, (True, 3), "Conv1D expected filters .* got True"),
        (Conv1D, (8, 3.0), "Conv1D expected kernel_size .* got 3.0"),
        (Recurrent, ("tree", 8), "expected cell to be 'rnn' or 'lstm' or 'gru'; got 'tree'"),
        (Recurrent, ("lstm", -1), "Recurrent expected units .* got -1"),
        (Recurrent, ("lstm", 8, 9), "num_layers to be a whole number from 1 to 8; got 9"),
        (Recurrent, ("lstm", 8, 1, 1), "bidirectional to be True or False; got 1"),
        (Recurrent, ("lstm", 8, 1, True, None), "return_sequences to be True or False; got None"),
        (Dropout, (1.0,), "Dropout expected rate to be whole hundredths from 0 to 0.99; got 1.0"),
        (Dropout, (0.125,), "rate .* got 0.125"),
        (Dropout, (math.nan,), "rate .* got nan"),
        (Dropout, (True,), "rate .* got True"),
        (Dense, ("2",), "Dense expected units .* got '2'"),
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
    }
    size = MAXIMUM_SIZES[name] if largest else 1

    assert getattr(owners[name](size), name) == size


def test_a_model_has_a_bounded_number_of_layers():
    layers = (Dense(1),) * MAXIMUM_LAYERS
    assert len(Model(Input(1), layers).layers) == MAXIMUM_LAYERS

    with pytest.raises(ValueError, match="at most 12 layers; got 13"):
        Model(Input(1), (*layers, Dense(1)))


def test_records_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Dense(3).units = 4  # type: ignore[misc]


def test_another_cell_takes_the_place_of_every_recurrent_layer():
    model = Model(Input(9, 4), (Recurrent("lstm", 3, 2, True, True), Dense(5), Recurrent("rnn", 2)))

    assert with_cell(model, "gru") == Model(
        Input(9, 4), (Recurrent("gru", 3, 2, True, True), Dense(5), Recurrent("gru", 2))
    )
