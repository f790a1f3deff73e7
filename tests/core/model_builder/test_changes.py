"""Changes to a model's layers give another model; the one before stays as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model_builder import MAXIMUM_LAYERS, Dense, Dropout, Input, Model, Recurrent
from core.model_builder.changes import inserted, moved, removed, resized
from tests.core.model_builder.strategies import layers, models

ABC = Model(Input(9, 4), (Dense(1), Dense(2), Dense(3)))


def units(model: Model) -> list[int]:
    return [layer.units for layer in model.layers]


@pytest.mark.parametrize(
    ("position", "expected"), [(0, [9, 1, 2, 3]), (1, [1, 9, 2, 3]), (3, [1, 2, 3, 9])]
)
def test_a_layer_is_put_before_the_one_that_was_there(position, expected):
    assert units(inserted(ABC, position, Dense(9))) == expected


@pytest.mark.parametrize(
    ("position", "to", "expected"),
    [(0, 1, [2, 1, 3]), (2, 0, [3, 1, 2]), (0, 2, [2, 3, 1]), (1, 1, [1, 2, 3])],
)
def test_a_moved_layer_is_at_its_new_position(position, to, expected):
    assert units(moved(ABC, position, to)) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda position: removed(ABC, position),
        lambda position: resized(ABC, position, units=7),
        lambda position: moved(ABC, position, 0),
        lambda position: moved(ABC, 0, position),
        lambda position: inserted(ABC, position + (position > 0), Dense(9)),
    ],
    ids=["removed", "resized", "moved", "moved to", "inserted"],
)
@pytest.mark.parametrize("position", [-4, -1, 3, 7])
def test_a_position_without_a_layer_is_refused(change, position):
    with pytest.raises(IndexError, match=r"Expected a position from 0 to below [34]; got "):
        change(position)


def test_one_size_is_changed_and_nothing_else():
    assert units(resized(ABC, 1, units=7)) == [1, 7, 3]
    assert units(ABC) == [1, 2, 3]


@given(models(), layers(), st.data())
def test_removing_takes_back_what_inserting_did(model, layer, data):
    position = data.draw(st.integers(0, len(model.layers)))
    if len(model.layers) == MAXIMUM_LAYERS:
        with pytest.raises(ValueError, match=f"at most {MAXIMUM_LAYERS} layers"):
            inserted(model, position, layer)
        return

    longer = inserted(model, position, layer)

    assert longer.layers[position] == layer
    assert longer.input == model.input
    assert removed(longer, position) == model


def test_another_cell_loses_what_it_does_not_have():
    model = Model(Input(9, 4), (Recurrent("lstm", 5, proj_size=2), Recurrent("rnn", 5)))
    relu = resized(model, 1, activation="relu")

    assert resized(model, 0, cell="gru").layers[0] == Recurrent("gru", 5)
    assert resized(relu, 1, cell="rnn", units=6).layers[1] == Recurrent("rnn", 6, activation="relu")
    assert resized(relu, 1, cell="lstm").layers[1] == Recurrent("lstm", 5)


def test_a_size_out_of_range_is_refused():
    with pytest.raises(ValueError, match=r"rate to be a number from 0 to 0\.99 .*; got 1"):
        resized(Model(Input(1, 1), (Dropout(0.5),)), 0, rate=1)
