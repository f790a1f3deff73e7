"""Shapes and counts are checked against the module that runs, formulas against the counts."""

import csv
import itertools

import pytest
from hypothesis import given
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
    LayerError,
    LayerNorm,
    MaxPooling1D,
    MemoryLimitError,
    Model,
    Recurrent,
    RepeatVector,
    SettingError,
    ShapeError,
    TimeDistributed,
    build,
    summarise,
    summarise_fitting,
    to_csv,
    total_parameters,
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


@given(fitting(projections=False), st.sampled_from(tuple(CONVENTIONS)))
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


@given(fitting(projections=False))
def test_the_convention_changes_recurrent_layers_and_batch_norm_only(model):
    by_convention = [summarise(model, name).rows for name in CONVENTIONS]

    for layer, *rows in zip((None, *model.layers), *by_convention, strict=True):
        shapes, counts = {row.output_shape for row in rows}, {row.parameters for row in rows}
        inner = layer.layer if isinstance(layer, TimeDistributed) else layer
        assert len(shapes) == 1
        assert (len(counts) > 1) == isinstance(inner, Recurrent | BatchNorm)


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


LARGEST = 2**29
"""The parameters whose float32 take 2 GiB."""


@pytest.mark.parametrize(
    ("entry", "layers"),
    [
        (Input(1), (Embedding(LARGEST, 1),)),
        (Input(1), (Embedding(1, LARGEST),)),
        (Input(7, 1), (Dense(LARGEST // 2),)),
        (Input(2**14, 2**14), (Flatten(), Dense(1), Dense(2**27 - 1))),
        (Input(None, LARGEST - 3), (Recurrent("rnn", 1),)),
        (Input(1, LARGEST // 2 - 1), (LayerNorm(),)),
        (Input(9_000, 1), (Conv1D(LARGEST // 8_192, 8_191),)),
        (Input(LARGEST, LARGEST), (GlobalMaxPooling1D(),)),
    ],
)
def test_what_fits_in_memory_is_counted_without_it(entry, layers):
    summary = summarise(Model(entry, layers))

    assert summary.total == sum(value(row.formula) for row in summary.rows) <= LARGEST


@pytest.mark.parametrize("convention", ["pytorch", "keras"])
@pytest.mark.parametrize(
    ("entry", "layers", "total"),
    [
        (Input(1), (Embedding(LARGEST, 1), Dense(1)), LARGEST + 2),
        (Input(1), (Embedding(1, 3), Dense(2**27)), 3 + 2**27 * 4),
        (Input(2**14, 2**15), (Flatten(), Dense(1)), LARGEST + 1),
        (Input(LARGEST, LARGEST), (Flatten(), Dense(LARGEST)), LARGEST**3 + LARGEST),
        (Input(9, 100_000), (Recurrent("lstm", LARGEST),), None),
    ],
)
def test_what_does_not_fit_in_memory_says_so_and_what_to_do(convention, entry, layers, total):
    model = Model(entry, layers)

    with pytest.raises(MemoryLimitError, match="the model to fit in 2,048 MiB of") as raised:
        summarise(model, convention)

    position, values = len(layers) - 1, raised.value.notice.values
    assert raised.value.position == position
    assert values["total"] == total_parameters(model, convention) > values["parameters"] == LARGEST
    assert total in (None, values["total"])
    assert "smaller" in str(raised.value)
    fitting, misfit = summarise_fitting(model, convention)
    assert (len(fitting.rows), str(misfit)) == (position + 1, str(raised.value))
    with pytest.raises(MemoryLimitError):
        build(model)


def test_the_total_is_that_of_the_summary_where_there_is_one():
    assert total_parameters(REVIEWS, "keras") == summarise(REVIEWS, "keras").total
    assert total_parameters(Model(Input(3))) == 0


def test_a_model_without_layers_is_the_input_alone():
    summary = summarise(Model(Input(5, 3)))

    assert [row.output_shape for row in summary.rows] == [(None, 5, 3)]
    assert summary.total == 0


LAST = Recurrent("gru", 6, bidirectional=True)
EVERY_OF_64 = Recurrent("lstm", 64, return_sequences=True)


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (Conv1D(2, 2, 3, "same", 2), "a stride or a .* a stride of 3 and a dilation of 2. Set one"),
        (
            Recurrent("lstm", 5, proj_size=5),
            ".* shorter than its 5 units; it got 5. Choose a small",
        ),
        (Recurrent("lstm", 5, 2, True, merge="sum"), ".* be concatenated, .* concat, or 1 layer"),
    ],
)
def test_settings_that_exclude_each_other_are_refused_with_what_to_do(layer, message):
    model = Model(Input(9, 4), (Dense(3), layer))

    with pytest.raises(SettingError, match=f"Layer 2 expected {message}") as raised:
        summarise(model)

    assert (raised.value.position, raised.value.notice.values["layer"]) == (1, 2)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_projection_is_counted_as_the_screen_counts_it_or_refused(convention):
    model = Model(Input(7, 5), (Recurrent("lstm", 6, 3, True, True, proj_size=2), Dense(1)))

    if convention in ("pytorch", "textbook"):
        table = count_parameters("lstm", 5, 6, 3, True, convention, 2)
        row = summarise(model, convention).rows[1]
        assert (row.formula, row.parameters) == (table.formula, table.total)
        assert row.output_shape == (None, 7, 4)
    else:
        with pytest.raises(SettingError, match="Layer 1 has a projection, which only PyTorch and"):
            summarise(model, convention)


def test_batch_norm_is_counted_by_keras_with_what_no_gradient_changes():
    """A mean and a variance for each of 8 numbers, beside 8 scales and 8 shifts to be learned."""
    model = Model(Input(7, 8), (BatchNorm(), TimeDistributed(BatchNorm()), LayerNorm()))

    keras, pytorch = (summarise(model, name) for name in ("keras", "pytorch"))

    assert [row.parameters for row in keras.rows] == [0, 32, 32, 16]
    assert [row.parameters for row in pytorch.rows] == [0, 16, 16, 16]
    for summary in (keras, pytorch):
        assert [row.non_trainable for row in summary.rows] == [0, 16, 16, 0]
        assert (summary.trainable, summary.non_trainable) == (48, 32)
    assert (keras.total, pytorch.total) == (80, 48)


def test_tied_weights_are_counted_once():
    model = Model(Input(None), (Embedding(10_000, 64), EVERY_OF_64, Dense(10_000, tied=True)))

    *_, last = summarise(model).rows

    assert last.parameters == 10_000
    assert last.output_shape == (None, None, 10_000)


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
        (
            Input(4, 2),
            (Conv1D(2, 3, dilation=2),),
            0,
            "expected 5 steps or more, which its kernel of 3 spans with a dilation of 2; it got 4",
        ),
        (Input(4, 2), (MaxPooling1D(5),), 0, "expected 5 steps or more, .* window .* it got 4"),
        (Input(None), (Dense(2),), 0, "Layer 1 expected vectors; it got token ids. Put an Embedd"),
        (
            Input(None, 3),
            (Dense(2), Flatten()),
            1,
            "Layer 2 expected a known number of steps.*open",
        ),
        (Input(9, 3), (RepeatVector(2),), 0, "Layer 1 expected a single vector .* of length 3 for"),
        (Input(9, 3), (Flatten(), LAST), 1, "length 27. Move it before layer 1, .* RepeatVector"),
        (Input(9, 3), (LAST, GlobalMaxPooling1D()), 1, "Layer 2 .* Let the recurrent layer before"),
        (Input(9, 3), (GlobalMaxPooling1D(), MaxPooling1D(2)), 1, "Move it before layer 1, which"),
        (
            Input(9, 3),
            (Flatten(), TimeDistributed(Dense(2))),
            1,
            "Layer 2 expected a vector for ev",
        ),
        (Input(9, 3), (Dense(7, tied=True),), 0, "Layer 1 expected an Embedding as the first"),
        (Input(9), (Embedding(7, 3), Dense(8, tied=True)), 1, "3 and 7 units; .* and 8 units"),
        (Input(9), (Embedding(7, 3), Dense(2), Dense(7, tied=True)), 2, "got vectors of length 2"),
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


@given(fitting(projections=False))
def test_of_a_model_that_fits_nothing_is_left_out(model):
    assert summarise_fitting(model, "keras") == (summarise(model, "keras"), None)


def fits(model: Model) -> bool:
    try:
        summarise(model)
    except LayerError:
        return False
    return True


@given(models())
def test_the_first_layer_that_does_not_fit_is_named(model):
    beginnings = (Model(model.input, model.layers[:n]) for n in range(len(model.layers) + 1))
    longest = max(len(beginning.layers) for beginning in beginnings if fits(beginning))

    if longest < len(model.layers):
        with pytest.raises(LayerError) as raised:
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
