"""The module that is built runs, and gives the shapes and counts that the summary claims."""

import pytest
import torch
from hypothesis import given
from torch import nn

from core.model_builder import (
    Conv1D,
    Dense,
    Embedding,
    Input,
    Model,
    Recurrent,
    ShapeError,
    build,
    summarise,
)
from core.model_builder.modules import RecurrentLayers, module
from tests.core.model_builder.strategies import fitting

BATCH = 3


def sample(entry: Input) -> torch.Tensor:
    """Return what the model reads: token ids (batch, length), or vectors (batch, length, size)."""
    generator = torch.Generator().manual_seed(0)
    if entry.size is None:
        return torch.zeros(BATCH, entry.length, dtype=torch.int64)
    return torch.randn(BATCH, entry.length, entry.size, generator=generator)


@given(fitting())
def test_shapes_are_those_of_a_real_forward_pass(model):
    built, values = build(model), sample(model.input)

    for layer, row in zip((None, *built.children()), summarise(model).rows, strict=True):
        values = values if layer is None else layer(values)
        assert tuple(values.shape) == (BATCH, *row.output_shape[1:])
    assert torch.isfinite(values).all()


@given(fitting())
def test_parameters_are_those_that_the_summary_counts(model):
    rows = summarise(model, "pytorch").rows[1:]

    counts = [sum(p.numel() for p in layer.parameters()) for layer in build(model).children()]

    assert counts == [row.parameters for row in rows]
    assert sum(p.numel() for p in build(model).parameters()) == summarise(model).total


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("both", [False, True])
def test_the_last_step_is_the_last_that_each_direction_reads(cell, num_layers, both):
    """Forwards that is the output at the last step, backwards the output at the first."""
    layer = build(Model(Input(5, 4), (Recurrent(cell, 3, num_layers, both),)))[0]
    assert isinstance(layer, RecurrentLayers)
    values = sample(Input(5, 4))
    outputs, _ = layer.recurrent(values)

    last = layer(values)

    torch.testing.assert_close(last[:, :3], outputs[:, -1, :3], rtol=0, atol=0)
    torch.testing.assert_close(last[:, 3:], outputs[:, 0, 3:], rtol=0, atol=0)
    layer.return_sequences = True
    torch.testing.assert_close(layer(values), outputs, rtol=0, atol=0)


def test_a_convolution_is_a_sum_over_neighbouring_steps():
    convolution = build(Model(Input(6, 2), (Conv1D(3, 4),)))[0]
    values = sample(Input(6, 2))

    expected = torch.stack(
        [
            torch.einsum("fsk,bks->bf", convolution.weight, values[:, step : step + 4])
            + convolution.bias
            for step in range(3)
        ],
        dim=1,
    )

    torch.testing.assert_close(convolution(values), expected)


def test_on_meta_the_largest_layers_take_no_memory():
    layers = (Embedding(1_000_000, 4_096), Conv1D(4_096, 4_096), Recurrent("lstm", 4_096, 8))
    largest = nn.ModuleList(
        module(layer, 4_096, device="meta") for layer in (*layers, Dense(4_096))
    )

    assert {parameter.device.type for parameter in largest.parameters()} == {"meta"}


def test_a_model_that_does_not_fit_is_not_built():
    with pytest.raises(ShapeError, match="Layer 2 expected a vector for every step"):
        build(Model(Input(3, 2), (Recurrent("rnn", 2), Recurrent("rnn", 2))))
