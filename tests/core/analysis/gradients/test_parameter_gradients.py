"""Gradients of all parameters, compared with PyTorch's, through its own layers."""

from copy import deepcopy

import numpy as np
import pytest
import torch

from core import load_network
from core.analysis.gradients.objectives import loss, margin_at
from core.analysis.gradients.parameter_gradients import parameter_gradients
from core.cells import CELLS
from core.network import Network, in_paper_form
from core.text.padding import Code
from tests.core.analysis.gradients.small_networks import (
    CODES,
    EVERY,
    TARGETS,
    by_autograd,
    small,
    torch_loss,
    traced,
)


def compare(network: Network, codes: tuple[Code, ...], cuts: tuple[int, ...] = ()) -> None:
    """Compare our gradients of the loss with those of PyTorch."""
    expected, _ = by_autograd(network, codes, torch_loss(network, codes, 1), cuts)
    trace = traced(network, codes)
    gradients = parameter_gradients(network, codes, trace, loss(network, codes, trace, 1), cuts)

    assert set(gradients) == set(expected)
    for name, gradient in expected.items():
        assert gradient.any(), name
        np.testing.assert_allclose(gradients[name], gradient, rtol=1e-9, atol=1e-14, err_msg=name)


@pytest.mark.parametrize(("cell", "target"), EVERY)
@pytest.mark.parametrize("cuts", [(), (2, 5)])
def test_gradients_are_those_of_autograd(cell, target, cuts):
    compare(small(cell, target), CODES[target], cuts)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_gradients_of_trained_networks_are_those_of_autograd(cell):
    network = deepcopy(load_network("brackets", cell)).double()
    compare(network, network.encode("(1(2(3)2)1)0").codes)
    if cell == "gru":
        paper = in_paper_form(load_network("brackets", cell)).double()
        compare(paper, network.encode("(1(2(3)2)1)0").codes)


@pytest.mark.parametrize("target", TARGETS)
def test_the_slope_of_a_margin_along_its_gradient_is_the_squared_norm(target):
    """The slope of the margin along its gradient is the gradient's squared norm."""
    network, codes, small_step = small("lstm", target), CODES[target], 1e-6
    trace = traced(network, codes)
    gradients = parameter_gradients(network, codes, trace, margin_at(network, trace, 0, 4))
    squared = sum(float((each**2).sum()) for each in gradients.values())

    margins = []
    for sign in (1, -1):
        moved = deepcopy(network)
        named = dict(moved.named_parameters())
        for name, gradient in gradients.items():
            parameter = named[name if "." in name else f"layers.0.{name}"]
            parameter.add_(sign * small_step * torch.from_numpy(gradient))
        margins.append(margin_at(moved, traced(moved, codes), 0, 4).value)
    assert (margins[0] - margins[1]) / (2 * small_step) == pytest.approx(squared, rel=1e-7)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("power", [-300, 300])
def test_gradients_of_any_size_are_equally_exact(cell, power):
    """A margin is linear in the readout, and a power of two rounds nothing."""
    network, codes, both = small(cell, "class"), CODES["class"], []
    trace = traced(network, codes)
    for _ in range(2):
        both.append(parameter_gradients(network, codes, trace, margin_at(network, trace, 0, 6)))
        network.readout.weight.mul_(2.0**power)

    for name in both[0].keys() - {"readout.weight", "readout.bias"}:
        assert both[0][name].any()
        np.testing.assert_allclose(both[1][name], 2.0**power * both[0][name], rtol=1e-12)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("length", [0, 1])
def test_gradients_are_zero_where_nothing_is_judged(target, length):
    network, codes = small("gru", target), CODES[target][:length]
    trace = traced(network, codes)
    gradients = parameter_gradients(network, codes, trace, loss(network, codes, trace, 1))

    judged = target == "class" and length == 1
    assert any(gradient.any() for gradient in gradients.values()) == judged


def test_float32_gradients_are_as_exact_as_the_trace():
    exact, codes = small("gru", "next-token"), CODES["next-token"]
    rounded = deepcopy(exact).float()
    gradients, expected = (
        parameter_gradients(network, codes, trace, loss(network, codes, trace))
        for network, trace in ((each, traced(each, codes)) for each in (rounded, exact))
    )

    for name, gradient in expected.items():
        assert gradients[name].dtype == np.float64
        np.testing.assert_allclose(gradients[name], gradient, rtol=1e-3, atol=1e-5)


def test_the_network_stays_as_it_is():
    network, codes = load_network("hello", "gru"), (2, 3, 4, 4, 5)
    before = {name: weight.clone() for name, weight in network.state_dict().items()}
    trace = traced(deepcopy(network).double(), codes)

    parameter_gradients(network, codes, trace, loss(network, codes, trace))
    assert all(p.grad is None and not p.requires_grad for p in network.parameters())
    for name, weight in network.state_dict().items():
        assert weight.dtype == torch.float32
        assert torch.equal(weight, before[name])
