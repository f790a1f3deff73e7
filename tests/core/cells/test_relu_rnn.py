"""The RNN with a rectifier: PyTorch's own layer, its derivative, and what it does to gradients."""

import numpy as np
import pytest
import torch
from torch import nn

from core.analysis.gradients.cell_derivatives import slopes
from core.analysis.gradients.constructed_cells import constructed
from core.analysis.gradients.reach import reach
from core.cells import CELLS
from core.cells.relu_rnn import ReluRNNCell
from core.cells.torch_layers import PARAMETERS
from core.trace import unroll


def case(steps: int = 9) -> tuple[ReluRNNCell, torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    cell = ReluRNNCell(4, 6, generator).double()
    inputs = torch.randn(steps, 4, generator=generator, dtype=torch.float64)
    return cell.requires_grad_(False), inputs


def test_a_text_is_read_as_by_the_torch_layer() -> None:
    cell, inputs = case()
    layer = nn.RNN(4, 6, nonlinearity="relu", batch_first=True, dtype=torch.float64)
    layer.load_state_dict({f"{name}_l0": getattr(cell, name) for name in PARAMETERS})
    expected = layer(inputs[None])[0][0].detach().numpy()
    hidden = unroll(cell, inputs, ["x"] * len(inputs))["hidden_state"]
    np.testing.assert_allclose(hidden, expected, atol=1e-12)
    assert (hidden == 0).any(), "some units are off"
    assert (hidden > 0).any()


def test_its_derivative_is_that_of_autograd() -> None:
    cell, inputs = case()
    trace = unroll(cell, inputs, ["x"] * len(inputs))
    for t in range(1, len(inputs)):
        before = torch.from_numpy(trace["hidden_state"][t - 1].copy())

        def step(hidden: torch.Tensor, x: torch.Tensor = inputs[t]) -> torch.Tensor:
            return cell.gates(x[None], hidden[None]).hidden_state[0]

        jacobian = torch.autograd.functional.jacobian(step, before)
        assert isinstance(jacobian, torch.Tensor)
        np.testing.assert_allclose(slopes(cell, trace).to_h(t).by_hidden, jacobian, atol=1e-12)


@pytest.mark.parametrize("radius", [0.9, 1.0, 1.2])
def test_units_that_are_on_pass_a_gradient_on_by_the_radius_and_no_more(radius: float) -> None:
    """With tanh, inputs shrink the slope of every unit; with ReLU, a unit is on or off."""
    built = constructed(radius, 0.0, 0.8, 12, relu=True)["rnn"]
    trace = unroll(built.cell, built.inputs, built.tokens)
    on = trace["hidden_state"] > 0
    back = 2 ** reach(built.cell, trace, 11).hidden
    for steps_back in range(12):
        lasting = on[12 - steps_back :].all(axis=0).sum()
        expected = radius**steps_back * np.sqrt(lasting / on.shape[1])
        assert back[11 - steps_back] == pytest.approx(expected, rel=1e-9)


def test_no_network_that_ships_has_it() -> None:
    assert ReluRNNCell.name not in CELLS
