"""Models that others have published have the totals that they published, counted layer by layer."""

import pytest

from core.model_builder import (
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Input,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
    from_text,
    summarise,
    to_text,
)
from tests.core.model_builder import in_keras

BOTH = Recurrent("lstm", 64, bidirectional=True)
BOTH_EVERY = Recurrent("lstm", 64, bidirectional=True, return_sequences=True)
EVERY = Recurrent("lstm", 128, return_sequences=True)
CONVOLVED = (Conv1D(64, 3, padding="same"), BatchNorm())
PUBLISHED = {
    "Keras, bidirectional_lstm_imdb": (
        Input(None),
        (Embedding(20_000, 128), BOTH_EVERY, BOTH, Dense(1, "sigmoid")),
        2_757_761,
    ),
    "Keras, imdb_cnn": (
        Input(400),
        (
            Embedding(5_000, 50),
            Dropout(0.2),
            Conv1D(250, 3, activation="relu"),
            GlobalMaxPooling1D(),
            Dense(250, "relu"),
            Dropout(0.2),
            Dense(1, "sigmoid"),
        ),
        350_751,
    ),
    "Keras, imdb_cnn_lstm": (
        Input(100),
        (
            Embedding(20_000, 128),
            Dropout(0.25),
            Conv1D(64, 5, activation="relu"),
            MaxPooling1D(4),
            Recurrent("lstm", 70),
            Dense(1, "sigmoid"),
        ),
        2_638_895,
    ),
    "Keras, addition_rnn": (
        Input(7, 12, one_hot=True),
        (
            Recurrent("lstm", 128),
            RepeatVector(4),
            EVERY,
            TimeDistributed(Dense(12, "softmax")),
        ),
        205_324,
    ),
    "Keras, lstm_character_level_text_generation, 56 characters": (
        Input(40, 56, one_hot=True),
        (Recurrent("lstm", 128), Dense(56, "softmax")),
        101_944,
    ),
    "Keras, timeseries_classification_from_scratch, but the largest instead of the mean": (
        Input(500, 1),
        (*CONVOLVED * 3, GlobalMaxPooling1D(), Dense(2, "softmax")),
        25_858,
    ),
    "a word model": (
        Input(50),
        (Embedding(10_000, 64), Recurrent("lstm", 64), Dense(10_000, "softmax")),
        640_000 + 33_024 + 650_000,
    ),
    "sound, 16,000 samples": (
        Input(16_000, 1),
        (
            *(Conv1D(128, 80, 4, activation="relu"), BatchNorm(), MaxPooling1D(4)),
            *(Conv1D(128, 3, activation="relu"), BatchNorm(), MaxPooling1D(4)),
            *(Flatten(), Dropout(0.125), Dense(35, "softmax")),
        ),
        10_368 + 512 + 49_280 + 512 + 62 * 4 * 128 * 35 + 35,
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_total_is_the_one_that_was_published(name):
    entry, layers, total = PUBLISHED[name]
    model = Model(entry, layers)

    assert summarise(model, "keras").total == total
    assert from_text(to_text(model)) == (model, ())


def test_what_is_not_trained_is_said_apart_as_in_the_published_summary():
    entry, layers, _ = PUBLISHED[next(name for name in PUBLISHED if "timeseries" in name)]
    summary = summarise(Model(entry, layers), "keras")

    assert (summary.trainable, summary.non_trainable) == (25_474, 384)


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_keras_makes_the_same_model_of_the_same_size(keras, name):
    entry, layers, total = PUBLISHED[name]

    sequential, _ = in_keras.sequential(keras, Model(entry, layers))

    assert sequential.count_params() == total
    assert sequential.output_shape == summarise(Model(entry, layers)).rows[-1].output_shape
