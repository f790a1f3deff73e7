"""Keras itself is the reference for its columns: counts, names, shapes, and what is computed."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.cells import CELLS, PaperGRUCell
from core.cells.torch_layers import LAYERS, PARAMETERS
from core.parameters.conventions import BIAS, CONVENTIONS, KINDS
from core.parameters.count import count_parameters
from core.parameters.table import BACKWARD, FORWARD, by_tensor
from tests.core.model_builder import in_keras

pytestmark = pytest.mark.slow

TOLERANCE = {"rtol": 0, "atol": 1e-5}  # float32


def network(
    keras: Any, convention: str, cell: str, sizes: tuple[int, int], layers: int, both: bool
) -> Any:
    """Return the network as it is written in Keras."""
    input_size, hidden_size = sizes
    stack = [in_keras.recurrent(keras, convention, cell, hidden_size, both) for _ in range(layers)]
    return keras.Sequential([keras.Input((None, input_size)), *stack])


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize(("inputs", "hidden"), [(1, 1), (8, 16), (7, 3)])
@pytest.mark.parametrize("convention", in_keras.CONVENTIONS)
@pytest.mark.parametrize("cell", in_keras.NAMES)
def test_keras_has_the_tensors_we_count(keras, cell, convention, inputs, hidden, layers, both):
    theirs = network(keras, convention, cell, (inputs, hidden), layers, both)

    ours = count_parameters(cell, inputs, hidden, layers, both, convention)

    assert ours.total == theirs.count_params()
    assert [(row.tensor, row.shape, row.direction) for row in by_tensor(ours)] == [
        (weight.name, tuple(weight.shape), BACKWARD if "/backward_" in weight.path else FORWARD)
        for weight in theirs.weights
    ]


def test_keras_defaults_are_the_convention_that_bears_its_name(keras):
    assert keras.layers.GRU(3).cell.reset_after


def in_keras_layout(cell: str, convention: str, weights: dict[str, Tensor]) -> list[np.ndarray]:
    """Lay out the tensors of one of PyTorch's layers as the convention says.

    Args:
        cell: the cell.
        convention: the name of the convention.
        weights: the four tensors by their names in PyTorch; a convention with one bias gets the
            sum of both.
    """
    rules, blocks = CONVENTIONS[convention], CELLS[cell].blocks

    def reordered(tensor: Tensor) -> Tensor:
        parts = dict(zip(blocks, tensor.chunk(len(blocks)), strict=True))
        return torch.cat([parts[block] for block in rules.blocks.get(cell, blocks)])

    biases = [reordered(tensor) for name, tensor in weights.items() if KINDS[name] == BIAS]
    laid_out = []
    for name in rules.tensors:
        if KINDS[name] == BIAS:
            tensor = torch.stack(biases) if cell in rules.double_bias else sum(biases)
        else:
            tensor = reordered(weights[name])
            tensor = tensor.T if rules.transposed else tensor
        laid_out.append(torch.as_tensor(tensor).numpy())
    return laid_out


def random_layer(cell: str) -> nn.RNNBase:
    """Return two layers of PyTorch's in both directions, weights twice as large as usual."""
    layer = LAYERS[cell](5, 4, 2, bidirectional=True, device="meta", batch_first=True)
    layer = layer.to_empty(device="cpu")
    generator = torch.Generator().manual_seed(1)
    for parameter in layer.parameters():
        nn.init.uniform_(parameter, -1, 1, generator=generator)
    return layer


def texts(input_size: int) -> Tensor:
    """Return three texts of seven tokens."""
    return torch.randn(3, 7, input_size, generator=torch.Generator().manual_seed(2))


@pytest.mark.parametrize("cell", in_keras.NAMES)
def test_pytorchs_weights_laid_out_as_keras_has_them_compute_the_same(keras, cell):
    layer, x = random_layer(cell), texts(5)
    theirs = network(keras, "keras", cell, (5, 4), 2, True)
    weights = dict(layer.named_parameters())

    with torch.no_grad():
        theirs.set_weights(
            [
                array
                for suffix in ("_l0", "_l0_reverse", "_l1", "_l1_reverse")
                for array in in_keras_layout(
                    cell, "keras", {name: weights[name + suffix] for name in PARAMETERS}
                )
            ]
        )
        expected, _ = layer(x)
        computed = theirs(x)

    torch.testing.assert_close(computed, expected, **TOLERANCE)


def test_the_papers_gru_is_keras_with_the_reset_before_except_for_the_meaning_of_z(keras):
    """Keras's z keeps the old state; the papers' takes the new: σ(−a) = 1 − σ(a)."""
    ours, x = PaperGRUCell(5, 4, torch.Generator().manual_seed(3)), texts(5)
    theirs = network(keras, "keras-reset-before", "gru", (5, 4), 1, False)

    with torch.no_grad():
        weights = {name: tensor.clone() for name, tensor in ours.named_parameters()}
        for tensor in weights.values():
            tensor[4:8].neg_()  # the rows of z
        theirs.set_weights(in_keras_layout("gru", "keras-reset-before", weights))
        state, expected = ours.initial_state(3), []
        for x_t in x.unbind(1):
            state = ours(x_t, state).state
            expected.append(state.hidden_state)
        computed = theirs(x)

    torch.testing.assert_close(computed, torch.stack(expected, 1), **TOLERANCE)
