"""The module that is built runs, and gives the shapes and counts that the summary claims."""

import pytest
import torch
from hypothesis import given
from torch import nn

from core.model_builder import (
    BatchNorm,
    Conv1D,
    Dense,
    Embedding,
    Input,
    LayerNorm,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    ShapeError,
    TimeDistributed,
    build,
    summarise,
)
from core.model_builder.modules import module
from core.model_builder.torch_modules import RecurrentLayers
from tests.core.model_builder.strategies import fitting

BATCH = 3
SLOWER = "ignore:LSTM with projections is not supported with oneDNN"


def sample(entry: Input) -> torch.Tensor:
    """Return what the model reads: token ids (batch, length), or vectors (batch, length, size)."""
    generator, length = torch.Generator().manual_seed(0), entry.length or 1
    if entry.size is None:
        return torch.zeros(BATCH, length, dtype=torch.int64)
    return torch.randn(BATCH, length, entry.size, generator=generator)


@pytest.mark.filterwarnings(SLOWER)
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
    others = (Dense(100_000, "relu"), LayerNorm(), BatchNorm(), TimeDistributed(Dense(100_000)))
    largest = nn.ModuleList(module(layer, 4_096, device="meta") for layer in (*layers, *others))

    tensors = (*largest.parameters(), *largest.buffers())
    assert {tensor.device.type for tensor in tensors} == {"meta"}


def test_a_model_that_does_not_fit_is_not_built():
    with pytest.raises(ShapeError, match="Layer 2 expected a vector for every step"):
        build(Model(Input(3, 2), (Recurrent("rnn", 2), Recurrent("rnn", 2))))


@pytest.mark.parametrize(("merge", "expected"), [("sum", 7), ("ave", 3.5), ("mul", 12)])
def test_both_directions_are_merged_number_by_number(merge, expected):
    layer = build(Model(Input(5, 4), (Recurrent("gru", 3, 1, True, merge=merge),)))[0]

    assert layer.merged(torch.tensor(3.0), torch.tensor(4.0)) == expected


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("every", [False, True])
def test_a_merged_layer_adds_what_a_concatenating_one_puts_side_by_side(cell, every):
    options = (3, 1, True, every)
    both, added = (
        build(Model(Input(5, 4), (Recurrent(cell, *options, merge),)))[0]
        for merge in ("concat", "sum")
    )
    added.load_state_dict(both.state_dict())
    values = sample(Input(5, 4))

    side_by_side = both(values)

    torch.testing.assert_close(added(values), side_by_side[..., :3] + side_by_side[..., 3:])


def test_a_causal_convolution_has_no_later_step():
    convolution = build(Model(Input(9, 2), (Conv1D(3, 3, padding="causal", dilation=2),)))[0]
    values = sample(Input(9, 2))
    changed = values.clone()
    changed[:, 5:] += 1

    before, after = convolution(values), convolution(changed)

    torch.testing.assert_close(before[:, :5], after[:, :5], rtol=0, atol=0)
    assert (before[:, 5] != after[:, 5]).any()


def test_a_vector_is_repeated_and_a_window_has_its_largest_number():
    values = sample(Input(6, 2))

    pooled = build(Model(Input(6, 2), (MaxPooling1D(3, 2),)))(values)
    repeated = build(Model(Input(6, 2), (Recurrent("rnn", 2), RepeatVector(4))))(values)

    torch.testing.assert_close(pooled, torch.stack([values[:, :3], values[:, 2:5]], 1).amax(2))
    assert repeated.shape == (BATCH, 4, 2)
    assert (repeated == repeated[:, :1]).all()


def test_tied_layers_have_one_matrix():
    model = Model(Input(5), (Embedding(9, 4), Dense(4, "tanh"), Dense(9, "softmax", tied=True)))

    built = build(model)

    assert built[2][0].weight is built[0].weight
    assert sum(p.numel() for p in built.parameters()) == summarise(model).total
    torch.testing.assert_close(built(sample(Input(5))).sum(-1), torch.ones(BATCH, 5))
