"""What the film notes of gradients and weights, beside their definitions."""

import numpy as np
import pytest
import torch
from torch import nn

from core.cells import CELLS
from core.cells.torch_layers import layer_of
from core.training.live.measures import gradient_norms, spectral_radii


@pytest.mark.parametrize("cell", CELLS)
def test_each_gate_has_the_norm_of_its_own_rows(cell: str) -> None:
    made = CELLS[cell](3, 4, torch.Generator().manual_seed(0))
    layer = layer_of(made)
    layer(torch.ones(2, 5, 3))[0].square().sum().backward()
    norms = gradient_norms([layer], cell)
    for row, name in enumerate(("weight_ih_l0", "weight_hh_l0")):
        if not hasattr(layer, name):
            assert not norms[0, row].any()
            continue
        gradient = getattr(layer, name).grad
        for number in range(len(made.blocks)):
            block = gradient[4 * number : 4 * number + 4]
            assert norms[0, row, number] == pytest.approx(float(block.norm()), rel=1e-5)


def test_the_radius_is_that_of_the_recurrent_block() -> None:
    """[[0, 2], [-2, 0]] has the eigenvalues ±2i; the candidate's block is [[3, 1], [0, 1]]."""
    layer = nn.GRU(3, 2)
    blocks = [[[0.0, 2.0], [-2.0, 0.0]], [[0.5, 0.0], [0.0, 0.1]], [[3.0, 1.0], [0.0, 1.0]]]
    layer.load_state_dict(
        {**layer.state_dict(), "weight_hh_l0": torch.tensor(blocks).flatten(0, 1)}
    )
    np.testing.assert_allclose(spectral_radii([layer], "gru"), [[2, 0.5, 3]], rtol=1e-4)


@pytest.mark.parametrize("units", [1, 10, 64])
def test_the_radius_of_many_units_is_that_of_their_eigenvalues(units: int) -> None:
    generator = torch.Generator().manual_seed(units)
    layers = [nn.LSTM(3, units) for _ in range(2)]
    for layer in layers:
        nn.init.normal_(layer.get_parameter("weight_hh_l0"), std=units**-0.5, generator=generator)
    weights = torch.stack([layer.get_parameter("weight_hh_l0").detach() for layer in layers])
    values = torch.linalg.eigvals(weights.view(2, 4, units, units).double())
    np.testing.assert_allclose(spectral_radii(layers, "lstm"), values.abs().amax(-1), rtol=1e-3)


def test_what_never_comes_back_has_no_radius() -> None:
    layer = nn.RNN(1, 2)
    for weights in ([[0.0, 5.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]):
        with torch.no_grad():
            layer.get_parameter("weight_hh_l0").copy_(torch.tensor(weights))
        assert spectral_radii([layer], "rnn") == pytest.approx(0, abs=1e-6)


def test_a_cell_that_feeds_nothing_back_has_no_radius() -> None:
    layers = [layer_of(CELLS["min-gru"](3, 4, torch.Generator())) for _ in range(2)]

    radii = spectral_radii(layers, "min-gru")
    assert radii.shape == (2, 2)
    assert np.isnan(radii).all()
