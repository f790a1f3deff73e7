"""Quantities of different widths in one trace: an LSTM whose hidden state is a projection."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.cells import ProjectedLSTMCell
from core.cells.lstm import LSTMGates, LSTMState
from core.cells.torch_layers import load_torch_layer, torch_layer
from core.edits import Hold
from core.trace import unroll

INPUTS, UNITS, SHOWN, LENGTH = 3, 5, 2, 6
TOKENS = [str(number) for number in range(LENGTH)]


def projected(layer: nn.LSTM) -> ProjectedLSTMCell:
    cell = ProjectedLSTMCell(INPUTS, UNITS, SHOWN, torch.Generator()).double()
    load_torch_layer(cell, layer)
    return cell.requires_grad_(False)


@pytest.fixture
def layer() -> nn.LSTM:
    lstm = nn.LSTM(INPUTS, UNITS, proj_size=SHOWN, batch_first=True).double()
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.normal_(generator=generator)
    return lstm.requires_grad_(False)


@pytest.fixture
def inputs() -> Tensor:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(LENGTH, INPUTS, generator=generator, dtype=torch.float64)


def test_a_trace_knows_the_width_of_each_quantity(layer: nn.LSTM, inputs: Tensor) -> None:
    trace = unroll(projected(layer), inputs, TOKENS)

    widths = {quantity.name: trace.width(quantity.name) for quantity in trace.quantities}
    gates = dict.fromkeys(LSTMGates._fields, UNITS)
    assert widths == gates | {"cell_state": UNITS, "hidden_state": SHOWN}
    for part in trace.preactivations.values():
        assert {array.shape for array in part} == {(LENGTH, UNITS)}
    with pytest.raises(KeyError, match="it has no 'update_gate'"):
        trace.width("update_gate")


def test_a_projected_lstm_is_traced_as_pytorch_runs_it(layer: nn.LSTM, inputs: Tensor) -> None:
    trace = unroll(projected(layer), inputs, TOKENS)
    output, (_, cell_state) = layer(inputs[None])

    assert np.allclose(trace["hidden_state"], output[0].numpy(), rtol=0, atol=1e-12)
    assert np.allclose(trace["cell_state"][-1], cell_state[0, 0].numpy(), rtol=0, atol=1e-12)


def test_the_layer_of_a_projected_lstm_is_pytorchs_own(layer: nn.LSTM, inputs: Tensor) -> None:
    assert torch.equal(torch_layer(projected(layer))(inputs[None])[0], layer(inputs[None])[0])


def test_a_projection_has_a_size() -> None:
    with pytest.raises(ValueError, match="sizes of at least 1, got output_size=0"):
        ProjectedLSTMCell(INPUTS, UNITS, 0)


@pytest.mark.parametrize(("quantity", "width"), [("hidden_state", SHOWN), ("forget_gate", UNITS)])
def test_held_values_have_the_width_of_their_quantity(
    layer: nn.LSTM, inputs: Tensor, quantity: str, width: int
) -> None:
    cell, plain = projected(layer), unroll(projected(layer), inputs, TOKENS)
    values = tuple(np.linspace(0.1, 0.9, width))
    holds = [Hold(quantity, values, start=2), Hold("output_gate", 0.5, unit=UNITS - 1, start=4)]
    held = unroll(cell, inputs, TOKENS, edits=holds)

    assert np.array_equal(held[quantity][2:], [values] * (LENGTH - 2))
    assert (held["output_gate"][4:, -1] == 0.5).all()
    assert np.array_equal(held["cell_state"][:2], plain["cell_state"][:2])
    assert held["cell_state"].shape == plain["cell_state"].shape
    with pytest.raises(ValueError, match=rf"a unit in 0..{width - 1}, or None"):
        unroll(cell, inputs, TOKENS, edits=[Hold(quantity, 0.5, unit=width)])


def test_a_state_of_other_widths_is_refused(layer: nn.LSTM, inputs: Tensor) -> None:
    cell = projected(layer)
    state = LSTMState(*reversed(cell.initial_state(1)))

    with pytest.raises(ValueError, match=r"hidden_state of shape \(1, 2\).*got \(1, 5\)"):
        unroll(cell, inputs, TOKENS, state)
