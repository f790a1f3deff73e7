"""Shapes and counts are checked against the module that runs, formulas against the counts."""

import csv
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model_builder import (
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Input,
    Model,
    Recurrent,
    ShapeError,
    summarise,
    summarise_fitting,
    to_csv,
)
from core.parameters.conventions import CONVENTIONS
from core.parameters.count import count_parameters
from tests.core.model_builder.strategies import fitting, models
from tests.core.parameters.test_count import value

REVIEWS = Model(
    Input(200),
    (
        Embedding(10_000, 64),
        Conv1D(32, 5),
        Recurrent("lstm", 16, bidirectional=True, return_sequences=True),
        Dropout(0.5),
        Recurrent("lstm", 8),
        Dense(2),
    ),
)


@given(fitting(), st.sampled_from(tuple(CONVENTIONS)))
def test_formulas_give_the_counts_and_the_counts_the_totals(model, convention):
    summary = summarise(model, convention)

    assert len(summary.rows) == len(model.layers) + 1
    assert [value(row.formula) for row in summary.rows] == [row.parameters for row in summary.rows]
    running = list(itertools.accumulate(row.parameters for row in summary.rows))
    assert [row.running_total for row in summary.rows] == running
    assert summary.total == running[-1]


def test_the_parameters_of_a_review_model_are_those_counted_by_hand():
    """Each row counted on paper.

    The convolution's kernel covers 5 of 200 steps and so fits 196 times. Each of its 32 filters
    has 5 × 64 weights and a bias: 10,272. One direction of the first LSTM has 4 blocks of 16 × 32
    weights from x, 16 × 16 from h and two biases of 16: 3,200; both have 6,400 and output 32
    numbers. The second LSTM: 4 × (8 × 32 + 8 × 8 + 2 × 8) = 1,344. The last layer: 2 × 8 + 2.
    """
    rows = summarise(REVIEWS).rows

    assert [(row.name, row.output_shape, row.parameters) for row in rows] == [
        ("input", (None, 200), 0),
        ("embedding", (None, 200, 64), 640_000),
        ("conv1d", (None, 196, 32), 10_272),
        ("bidirectional lstm", (None, 196, 32), 6_400),
        ("dropout", (None, 196, 32), 0),
        ("lstm", (None, 8), 1_344),
        ("dense", (None, 2), 18),
    ]
    assert rows[-1].running_total == 658_034


@given(fitting())
def test_the_convention_changes_recurrent_layers_only(model):
    by_convention = [summarise(model, name).rows for name in CONVENTIONS]

    for layer, *rows in zip((None, *model.layers), *by_convention, strict=True):
        shapes, counts = {row.output_shape for row in rows}, {row.parameters for row in rows}
        assert len(shapes) == 1
        assert (len(counts) > 1) == isinstance(layer, Recurrent)


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("both", [False, True])
def test_a_recurrent_layer_is_counted_as_the_screen_counts_it(cell, convention, both):
    model = Model(Input(7, 5), (Recurrent(cell, 6, 3, both),))
    table = count_parameters(cell, 5, 6, 3, both, convention)

    row = summarise(model, convention).rows[1]

    assert (row.formula, row.parameters) == (table.formula, table.total)
    assert row.name == f"stacked {'bidirectional ' * both}{cell}"


def test_a_name_that_recurs_is_numbered():
    layers = (Recurrent("lstm", 2, 1, False, True),) * 2 + (Recurrent("gru", 2), Dense(3), Dense(1))

    names = [row.name for row in summarise(Model(Input(4, 2), layers)).rows]

    assert names == ["input", "lstm", "lstm_1", "gru", "dense", "dense_1"]


def test_the_largest_model_allowed_is_counted_without_its_memory():
    layers = (Embedding(1_000_000, 4_096), *(Recurrent("lstm", 4_096, 8, True, True),) * 11)

    summary = summarise(Model(Input(4_096), layers))

    assert summary.total == sum(value(row.formula) for row in summary.rows) > 3 * 10**10


def test_a_model_without_layers_is_the_input_alone():
    summary = summarise(Model(Input(5, 3)))

    assert [row.output_shape for row in summary.rows] == [(None, 5, 3)]
    assert summary.total == 0


LAST = Recurrent("gru", 6, bidirectional=True)


@pytest.mark.parametrize(
    ("entry", "layers", "position", "message"),
    [
        (
            Input(9),
            (Dense(2),),
            0,
            "Layer 1 expected vectors; it got token ids, 9 in all. Put an Emb",
        ),
        (Input(9), (LAST,), 0, "Layer 1 expected vectors; it got token ids, 9 in all"),
        (Input(9), (Dropout(0.5), LAST), 0, "Layer 1 expected vectors; it got token ids, 9 in all"),
        (Input(9, 4), (Embedding(5, 5),), 0, "Layer 1 expected token ids.* vectors of length 4"),
        (
            Input(9),
            (Embedding(5, 5),) * 2,
            1,
            "Layer 2 expected .* got vectors of length 5",
        ),
        (
            Input(9, 4),
            (LAST, Conv1D(2, 2)),
            1,
            "Layer 2 expected a vector for every step; it got a",
        ),
        (Input(9, 4), (LAST, LAST), 1, "single vector of length 12. Let the recurrent layer befo"),
        (Input(9, 4), (LAST, Dropout(0), Dense(3), LAST), 3, "single vector of length 3"),
        (Input(4, 2), (Conv1D(2, 5),), 0, "Layer 1 expected 5 steps or more.* it got 4. Choose a"),
        (Input(4, 2), (Conv1D(2, 3), Conv1D(2, 3)), 1, "Layer 2 expected 3 steps .* it got 2"),
    ],
)
def test_a_layer_that_does_not_fit_gives_an_error(entry, layers, position, message):
    model = Model(entry, layers)

    with pytest.raises(ShapeError, match=message) as raised:
        summarise(model)

    assert raised.value.position == position
    assert raised.value.notice.values["layer"] == position + 1
    counted, misfit = summarise_fitting(model)
    assert counted == summarise(Model(entry, layers[:position]))
    assert (str(misfit), len(counted.rows)) == (str(raised.value), position + 1)


@given(fitting())
def test_of_a_model_that_fits_nothing_is_left_out(model):
    assert summarise_fitting(model, "keras") == (summarise(model, "keras"), None)


def fits(model: Model) -> bool:
    try:
        summarise(model)
    except ShapeError:
        return False
    return True


@given(models())
def test_the_first_layer_that_does_not_fit_is_named(model):
    beginnings = (Model(model.input, model.layers[:n]) for n in range(len(model.layers) + 1))
    longest = max(len(beginning.layers) for beginning in beginnings if fits(beginning))

    if longest < len(model.layers):
        with pytest.raises(ShapeError) as raised:
            summarise(model)
        assert raised.value.position == longest


def test_an_unknown_convention_is_named_whatever_the_layers():
    with pytest.raises(ValueError, match=r"expected convention .* 'keras-reset-before'; got 'jax'"):
        summarise(Model(Input(3)), "jax")


def test_the_file_has_every_row():
    text = to_csv(summarise(REVIEWS, "keras")).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    assert [row["name"] for row in rows] == [row.name for row in summarise(REVIEWS).rows]
    assert rows[2]["output_shape"] == "None × 196 × 32"
    assert {row["convention"] for row in rows} == {"keras"}
    assert int(rows[-1]["running_total"]) == sum(int(row["parameters"]) for row in rows)
