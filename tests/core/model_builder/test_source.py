"""The scripts to copy are run, and create the models that the summary counts."""

from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
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
    build,
    summarise,
    to_keras,
    to_pytorch,
)
from tests.core.model_builder import in_keras
from tests.core.model_builder.strategies import fitting

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
@given(fitting())
def test_the_pytorch_script_computes_what_the_built_module_does(model):
    scripted, built = run(to_pytorch(model)).eval(), build(model).eval()
    weights = [parameter.detach() for parameter in built.parameters()]
    names = scripted.state_dict()
    scripted.load_state_dict(dict(zip(names, weights, strict=True)))
    size = model.input.size
    values = (
        torch.zeros(BATCH, model.input.length, dtype=torch.int64)
        if size is None
        else torch.linspace(-1, 1, BATCH * model.input.length * size).view(BATCH, -1, size)
    )

    torch.testing.assert_close(scripted(values), built(values))


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(fitting().filter(lambda model: model.layers), st.sampled_from(in_keras.CONVENTIONS))
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
