"""Models as text for links: writing and reading gives the same model, and any text can be read."""

import string
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.model_builder import (
    DEFAULT_STACK,
    MAXIMUM_LAYERS,
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
    TimeDistributed,
    from_text,
    summarise,
    to_text,
)
from core.model_builder.forms import FORMS
from tests.core.model_builder.strategies import models
from tests.nasty import STRINGS

UNRESERVED = set(string.ascii_letters + string.digits + "-._~")

WORDS = st.sampled_from(
    (*FORMS, "timedistributed", "both", "sum", "all", "stride", "proj", "relu", "tied", "none", "~")
)
NEARLY = st.lists(WORDS | st.integers(-9, 10**12).map(str) | st.text(max_size=2)).map("-".join)
"""Texts that look like a model's."""


@given(models())
def test_reading_a_written_model_gives_the_same_model(model):
    assert from_text(to_text(model)) == (model, ())


@given(models())
def test_an_address_contains_the_text_unescaped(model):
    text = to_text(model)

    assert set(text) <= UNRESERVED
    assert urlencode({"stack": text}) == f"stack={text}"
    assert len(text) <= 80 * (MAXIMUM_LAYERS + 1)


@given(st.text() | NEARLY)
@example("~" * 10_000)
@example("dense-" + "9" * 10_000)
@example("lstm" + "-both" * 5_000)
def test_anything_can_be_read(text):
    model, notices = from_text(text)

    assert len(model.layers) <= MAXIMUM_LAYERS
    assert from_text(to_text(model)) == (model, ())
    assert all(notice.message.format(**notice.values) for notice in notices)
    if text and not notices:  # nothing was left out
        assert text.count("~") + 1 == len(model.layers) + text.startswith("input")


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_a_text_that_is_no_model_gives_a_notice(text):
    model, notices = from_text(text)

    assert model.layers == ()
    assert bool(notices) == bool(text)


def test_every_kind_of_part_is_read():
    text = "embedding-10000-64~conv1d-64-5~lstm-64-2-both-all~dropout-20~dense-2"

    model, notices = from_text(text)

    assert notices == ()
    assert model == Model(
        Input(200),
        (
            Embedding(10_000, 64),
            Conv1D(64, 5),
            Recurrent("lstm", 64, num_layers=2, bidirectional=True, return_sequences=True),
            Dropout(0.2),
            Dense(2),
        ),
    )
    assert to_text(model) == f"input-200~{text}"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("", Input(200, 64)),
        ("dense-2", Input(200, 64)),
        ("embedding-9-9", Input(200)),
        ("input-7", Input(7)),
        ("input-none", Input(None)),
        ("input-none-3", Input(None, 3)),
        ("input-40-59-onehot", Input(40, 59, one_hot=True)),
        ("input-16000-1", Input(16_000, 1)),
        ("input-7-3~embedding-9-9", Input(7, 3)),
    ],
)
def test_the_input_is_given_or_follows_from_the_first_layer(text, entry):
    model, notices = from_text(text)

    assert (model.input, notices) == (entry, ())


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("dense-0", Dense(1)),
        ("dense-999999999", Dense(2**29)),
        ("embedding-99999999999-1", Embedding(2**29, 1)),
        ("conv1d-4-5-stride-0", Conv1D(4, 5)),
        ("lstm-4-proj-9999999999", Recurrent("lstm", 4, proj_size=2**29)),
        ("repeatvector-0", RepeatVector(1)),
        ("dropout-100", Dropout(0.99)),
        ("gru-4-9", Recurrent("gru", 4, 8)),
        ("gru-4-0-all", Recurrent("gru", 4, return_sequences=True)),
    ],
)
def test_a_size_out_of_range_becomes_the_nearest_with_a_notice(text, layer):
    model, (notice,) = from_text(f"dropout-0~{text}")

    assert model.layers == (Dropout(0), layer)
    assert notice.message.format(**notice.values).startswith("A number in part 2 of the link")


@pytest.mark.parametrize(
    "part",
    ["", "dense", "dense-", "dense--2", "dense-2-2", "Dense-2", "dense-2 ", "dense-٣", "dense-²",
     "dense-1_0", "dense-+2", "conv1d-4", "lstm-4-all-both", "lstm-all", "lstm-4-2-2",
     "dense-2-all", "dropout-20-both", "both", "input-3", "embedding-5", "dense-none",
     "conv1d-4-5-same-stride-2", "conv1d-4-5-stride", "conv1d-4-5-valid", "gru-4-proj-2",
     "lstm-4-relu", "gru-4-relu", "lstm-4-all-sum", "dense-2-tied-relu", "flatten-2",
     "repeatvector", "maxpooling1d-2-2-2", "dropout-1.", "dropout-.5", "dense-2.5",
     "timedistributed", "timedistributed-flatten", "timedistributed-dense-2-tied",
     "timedistributed-timedistributed-dense-2", "timedistributed-input-3"],
)  # fmt: skip
def test_a_part_that_cannot_be_read_is_left_out_with_a_notice(part):
    model, (notice,) = from_text(f"dense-3~{part}~dense-5")

    assert model.layers == (Dense(3), Dense(5))
    message = "Part 2 of the link's model cannot be read; it is left out."
    assert notice.message.format(**notice.values) == message


def test_every_new_kind_of_part_is_read():
    text = (
        "input-none-9-onehot~conv1d-64-5-stride-2-same-relu~conv1d-8-3-causal-dilation-4~"
        "maxpooling1d-4~maxpooling1d-4-2~rnn-8-all-relu~lstm-8-2-both-all-proj-5~"
        "gru-8-both-sum~repeatvector-3~timedistributed-dense-12-softmax~"
        "timedistributed-dropout-12.5~layernorm~batchnorm~globalmaxpooling1d~flatten~"
        "dropout-12.5~dense-10000-softmax~dense-9-tied"
    )

    model, notices = from_text(text)

    assert (to_text(model), notices) == (text, ())
    assert model.input == Input(None, 9, one_hot=True)
    assert model.layers == (
        Conv1D(64, 5, 2, "same", activation="relu"),
        Conv1D(8, 3, padding="causal", dilation=4),
        MaxPooling1D(4),
        MaxPooling1D(4, 2),
        Recurrent("rnn", 8, return_sequences=True, activation="relu"),
        Recurrent("lstm", 8, 2, True, True, proj_size=5),
        Recurrent("gru", 8, bidirectional=True, merge="sum"),
        RepeatVector(3),
        TimeDistributed(Dense(12, "softmax")),
        TimeDistributed(Dropout(0.125)),
        LayerNorm(),
        BatchNorm(),
        GlobalMaxPooling1D(),
        Flatten(),
        Dropout(0.125),
        Dense(10_000, "softmax"),
        Dense(9, tied=True),
    )


@pytest.mark.parametrize("entry", ["", "input-5~"])
def test_more_layers_than_a_model_may_have_are_left_out_with_a_notice(entry):
    layers = [f"dense-{number}" for number in range(1, MAXIMUM_LAYERS + 2)]

    model, (notice,) = from_text(entry + "~".join(layers))

    assert model.layers == tuple(Dense(number) for number in range(1, MAXIMUM_LAYERS + 1))
    assert notice.values == {"maximum": MAXIMUM_LAYERS}
    assert from_text(entry + "~".join(layers[:-1])) == (model, ())


def test_only_layers_that_can_be_read_are_counted():
    readable = [f"dense-{number}" for number in range(1, MAXIMUM_LAYERS + 1)]

    model, notices = from_text("~".join(["x", "input-5", *readable, "x"]))

    assert model.layers == tuple(Dense(number) for number in range(1, MAXIMUM_LAYERS + 1))
    assert [notice.values for notice in notices] == [
        {"part": part} for part in (1, 2, MAXIMUM_LAYERS + 3)
    ]


def test_after_very_many_parts_the_rest_is_one_unreadable_part():
    model, notices = from_text("dense-2~" + "x~" * 10_000 + "dense-3")

    assert model.layers == (Dense(2),)
    assert [notice.values for notice in notices] == [
        {"part": part} for part in range(2, 4 * MAXIMUM_LAYERS + 2)
    ]


def test_the_default_is_a_model_that_fits():
    model, notices = from_text(DEFAULT_STACK)

    assert (to_text(model), notices) == (DEFAULT_STACK, ())
    assert summarise(model).total == 640_000 + 4 * (64 * 64 + 64 * 64 + 2 * 64) + 2 * 64 + 2
