"""The scripts to copy are run, and create the models that the summary counts."""

from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

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
    SettingError,
    ShapeError,
    TimeDistributed,
    build,
    summarise,
    to_keras,
    to_pytorch,
)
from tests.core.model_builder import in_keras
from tests.core.model_builder.strategies import fitting
from tests.core.model_builder.test_modules import SLOWER

BATCH = 2
EVERYTHING = Model(
    Input(20),
    (
        Embedding(100, 8),
        Conv1D(6, 5),
        Recurrent("gru", 4, 2, True, True),
        Dropout(0.2),
        Recurrent("lstm", 3, 1, True),
        Dense(4),
        Dense(2),
    ),
)


def run(source: str) -> Any:
    """Run a generated script and return its ``model``."""
    names: dict[str, Any] = {}
    exec(compile(source, "generated", "exec"), names)
    return names["model"]


@pytest.mark.slow
@given(fitting())
def test_the_pytorch_script_makes_what_is_counted(model):
    scripted = run(to_pytorch(model))

    assert sum(p.numel() for p in scripted.parameters()) == summarise(model).total


@pytest.mark.slow
@pytest.mark.filterwarnings(SLOWER)
@given(fitting())
def test_the_pytorch_script_computes_what_the_built_module_does(model):
    scripted, built = run(to_pytorch(model)).eval(), build(model).eval()
    copy_weights(built, scripted)
    values = values_for(model, model.input.length)

    torch.testing.assert_close(scripted(values), built(values))


def copy_weights(built: nn.Module, scripted: nn.Module) -> None:
    """Give a script's model the weights, means and variances of the module."""
    states = built.state_dict().values()
    scripted.load_state_dict(dict(zip(scripted.state_dict(), states, strict=True)))


def values_for(model: Model, length: int) -> torch.Tensor:
    """Return so many steps for a model to read."""
    size = model.input.size
    if size is None:
        return torch.zeros(BATCH, length, dtype=torch.int64)
    return torch.linspace(-1, 1, BATCH * length * size).view(BATCH, -1, size)


@pytest.mark.parametrize("length", [5, 6, 7, 11])
@pytest.mark.parametrize("layer", [Conv1D(3, 3, 2, "same"), Conv1D(3, 2, 3, "causal")])
def test_with_an_open_length_the_pytorch_script_pads_what_it_gets(layer, length):
    model = Model(Input(None, 2), (layer, GlobalMaxPooling1D(), Dense(2)))
    scripted, built = run(to_pytorch(model)), build(model)
    copy_weights(built, scripted)
    values = values_for(model, length)

    torch.testing.assert_close(scripted(values), built(values))


TIED = Model(
    Input(None),
    (
        Embedding(50, 6),
        Recurrent("gru", 6, bidirectional=True, return_sequences=True, merge="sum"),
        Dense(50, "softmax", tied=True),
    ),
)


def test_the_pytorch_script_shares_the_embeddings_weights():
    scripted, built = run(to_pytorch(TIED)), build(TIED)
    copy_weights(built, scripted)
    values = values_for(TIED, 7)

    assert scripted.dense.weight is scripted.embedding.weight
    assert sum(p.numel() for p in scripted.parameters()) == summarise(TIED).total
    torch.testing.assert_close(scripted(values), built(values))


@pytest.mark.slow
@pytest.mark.usefixtures("keras")
def test_the_keras_script_shares_the_embeddings_weights():
    scripted = run(to_keras(TIED))

    assert scripted.count_params() == summarise(TIED, "keras").total
    assert scripted.output_shape == (None, None, 50)
    assert scripted(values_for(TIED, 7)).shape == (BATCH, 7, 50)


def test_there_is_no_keras_script_with_a_projection():
    model = Model(Input(9, 3), (Recurrent("lstm", 5, proj_size=2),))

    assert "nn.LSTM(3, 5, batch_first=True, proj_size=2)" in to_pytorch(model)
    with pytest.raises(SettingError, match="Layer 1 has a projection"):
        to_keras(model)


def test_what_the_scripts_with_every_new_layer_look_like():
    model = Model(
        Input(40, 9, one_hot=True),
        (
            Conv1D(8, 5, 2, "same", activation="relu"),
            Conv1D(8, 3, padding="causal", dilation=2),
            BatchNorm(),
            MaxPooling1D(4, 3),
            Recurrent("rnn", 3, 1, True, True, "ave", activation="relu"),
            GlobalMaxPooling1D(),
            LayerNorm(),
            RepeatVector(4),
            TimeDistributed(Dense(2, "tanh")),
            Flatten(),
            Dropout(0.125),
        ),
    )

    pytorch = to_pytorch(model).split("def forward(self, x):")[1].splitlines()
    keras = to_keras(model).split("keras.Sequential(")[1].splitlines()

    steps = [line.strip() for line in pytorch if line.startswith("        ")]
    assert [pytorch[0].strip(), *steps] == [
        "# (batch, 40, 9), one-hot vectors of a vocabulary of 9",
        "x = nn.functional.pad(x, (0, 0, 1, 2))",
        "x = torch.relu(self.conv1d(x.transpose(1, 2)).transpose(1, 2))  # (batch, 20, 8)",
        "x = nn.functional.pad(x, (0, 0, 4, 0))",
        "x = self.conv1d_1(x.transpose(1, 2)).transpose(1, 2)  # (batch, 20, 8)",
        "x = self.batchnorm(x.transpose(1, 2)).transpose(1, 2)  # (batch, 20, 8)",
        "x = self.maxpooling1d(x.transpose(1, 2)).transpose(1, 2)  # (batch, 6, 8)",
        "x, _ = self.rnn(x)",
        "forward, backward = x.chunk(2, dim=-1)",
        "x = (forward + backward) / 2  # (batch, 6, 3)",
        "x = x.amax(dim=1)  # (batch, 3)",
        "x = self.layernorm(x)  # (batch, 3)",
        "x = x.unsqueeze(1).expand(-1, 4, -1)  # (batch, 4, 3)",
        "x = torch.tanh(self.timedistributed(x))  # (batch, 4, 2)",
        "x = x.flatten(1)  # (batch, 8)",
        "x = self.dropout(x)  # (batch, 8)",
        "return x",
    ]
    assert [line.strip() for line in keras if "ayers." in line or "Input" in line] == [
        "keras.Input((40, 9)),  # one-hot vectors of a vocabulary of 9",
        'layers.Conv1D(8, 5, strides=2, padding="same", activation="relu"),',
        'layers.Conv1D(8, 3, padding="causal", dilation_rate=2),',
        "layers.BatchNormalization(),",
        "layers.MaxPooling1D(4, strides=3),",
        'layers.Bidirectional(layers.SimpleRNN(3, activation="relu", return_sequences=True), '
        'merge_mode="ave"),',
        "layers.GlobalMaxPooling1D(),",
        "layers.LayerNormalization(),",
        "layers.RepeatVector(4),",
        'layers.TimeDistributed(layers.Dense(2, activation="tanh")),',
        "layers.Flatten(),",
        "layers.Dropout(0.125),",
    ]


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(
    fitting(projections=False).filter(lambda model: model.layers),
    st.sampled_from(in_keras.CONVENTIONS),
)
@pytest.mark.usefixtures("keras")  # the script imports it
def test_the_keras_script_makes_what_is_counted(model, convention):
    scripted = run(to_keras(model, convention))

    summary = summarise(model, convention)
    assert scripted.count_params() == summary.total
    assert scripted.output_shape == summary.rows[-1].output_shape


def test_what_the_pytorch_script_looks_like():
    lines = to_pytorch(EVERYTHING).splitlines()

    assert lines[:2] == ["import torch", "from torch import nn"]
    assert [line.strip() for line in lines if line.startswith("        ")] == [
        "super().__init__()",
        "self.embedding = nn.Embedding(100, 8)",
        "self.conv1d = nn.Conv1d(8, 6, 5)",
        "self.gru = nn.GRU(6, 4, num_layers=2, batch_first=True, bidirectional=True)",
        "self.dropout = nn.Dropout(0.2)",
        "self.lstm = nn.LSTM(8, 3, batch_first=True, bidirectional=True)",
        "self.dense = nn.Linear(6, 4)",
        "self.dense_1 = nn.Linear(4, 2)",
        "x = self.embedding(x)  # (batch, 20, 8)",
        "x = self.conv1d(x.transpose(1, 2)).transpose(1, 2)  # (batch, 16, 6)",
        "x, _ = self.gru(x)  # (batch, 16, 8)",
        "x = self.dropout(x)  # (batch, 16, 8)",
        "_, (h, _) = self.lstm(x)",
        "x = torch.cat([h[-2], h[-1]], dim=-1)  # (batch, 6)",
        "x = self.dense(x)  # (batch, 4)",
        "x = self.dense_1(x)  # (batch, 2)",
        "return x",
    ]


def test_what_the_keras_script_looks_like():
    script = to_keras(EVERYTHING, "keras-reset-before")

    lines = [line.strip() for line in script.splitlines()]
    assert lines[lines.index("[") + 1 : lines.index("]")] == [
        'keras.Input((20,), dtype="int32"),',
        "layers.Embedding(100, 8),",
        "layers.Conv1D(6, 5),",
        "layers.Bidirectional(layers.GRU(4, return_sequences=True, reset_after=False)),",
        "layers.Bidirectional(layers.GRU(4, return_sequences=True, reset_after=False)),",
        "layers.Dropout(0.2),",
        "layers.Bidirectional(layers.LSTM(3)),",
        "layers.Dense(4),",
        "layers.Dense(2),",
    ]


@pytest.mark.parametrize("convention", ["textbook", "pytorch", "keras"])
def test_under_any_other_convention_the_keras_script_has_keras_own_default(convention):
    script = to_keras(EVERYTHING, convention)

    assert "reset_after" not in script
    assert script == to_keras(EVERYTHING)


def test_an_unknown_convention_is_named():
    with pytest.raises(ValueError, match=r"^to_keras expected convention .* 'keras', .*got 'jax'"):
        to_keras(EVERYTHING, "jax")


@pytest.mark.parametrize("write", [to_pytorch, to_keras])
def test_a_model_that_does_not_fit_is_not_written(write):
    with pytest.raises(ShapeError, match="Layer 1 expected vectors"):
        write(Model(Input(3), (Dense(2),)))
