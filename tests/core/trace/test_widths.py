"""Quantities of different widths in one trace: an LSTM whose hidden state is a projection."""

from typing import final

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.cells import FeedbackCell
from core.cells.base import Preactivation, TensorParts, total
from core.cells.lstm import LSTMGates, LSTMState
from core.cells.quantities import LSTM_QUANTITIES
from core.edits import Hold
from core.trace import unroll

INPUTS, UNITS, SHOWN, LENGTH = 3, 5, 2, 6
TOKENS = [str(number) for number in range(LENGTH)]


@final
class ProjectedLSTMCell(FeedbackCell[LSTMState, LSTMGates[TensorParts], LSTMGates[Tensor]]):
    """As ``torch.nn.LSTM`` with a ``proj_size``: h = W (o tanh c)."""

    name, blocks, quantities = "projected-lstm", LSTMGates._fields, LSTM_QUANTITIES

    def __init__(self, layer: nn.LSTM) -> None:
        super().__init__(layer.input_size, layer.hidden_size, torch.Generator())
        weights = (layer.get_parameter(f"weight_{kind}_l0").detach() for kind in ("ih", "hh", "hr"))
        self.weight_ih, self.weight_hh, self.weight_hr = map(nn.Parameter, weights)
        self.bias_ih = nn.Parameter(layer.get_parameter("bias_ih_l0").detach())
        self.bias_hh = nn.Parameter(layer.get_parameter("bias_hh_l0").detach())

    def width(self, quantity: str) -> int:
        return len(self.weight_hr) if quantity == "hidden_state" else super().width(quantity)

    def initial_state(self, batch_size: int) -> LSTMState:
        zeros = (self.weight_hh.new_zeros(batch_size, width) for width in self.weight_hr.shape)
        return LSTMState(*zeros)

    def parts(self, from_x: Tensor, from_h: Tensor) -> LSTMGates[TensorParts]:
        biases = (self.bias_ih + self.bias_hh).chunk(4)
        return LSTMGates(*map(Preactivation, from_x.chunk(4, -1), from_h.chunk(4, -1), biases))

    def activate(self, preactivations: LSTMGates[TensorParts]) -> LSTMGates[Tensor]:
        i, f, g, o = map(total, preactivations)
        return LSTMGates(i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid())

    def update(self, gates: LSTMGates[Tensor], state: LSTMState) -> LSTMState:
        c = gates.forget_gate * state.cell_state + gates.input_gate * gates.candidate
        return LSTMState((gates.output_gate * c.tanh()) @ self.weight_hr.T, c)


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
    trace = unroll(ProjectedLSTMCell(layer), inputs, TOKENS)

    widths = {quantity.name: trace.width(quantity.name) for quantity in trace.quantities}
    gates = dict.fromkeys(LSTMGates._fields, UNITS)
    assert widths == gates | {"cell_state": UNITS, "hidden_state": SHOWN}
    for part in trace.preactivations.values():
        assert {array.shape for array in part} == {(LENGTH, UNITS)}
    with pytest.raises(KeyError, match="it has no 'update_gate'"):
        trace.width("update_gate")


def test_a_projected_lstm_is_traced_as_pytorch_runs_it(layer: nn.LSTM, inputs: Tensor) -> None:
    trace = unroll(ProjectedLSTMCell(layer), inputs, TOKENS)
    output, (_, cell_state) = layer(inputs[None])

    assert np.allclose(trace["hidden_state"], output[0].numpy(), rtol=0, atol=1e-12)
    assert np.allclose(trace["cell_state"][-1], cell_state[0, 0].numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize(("quantity", "width"), [("hidden_state", SHOWN), ("forget_gate", UNITS)])
def test_held_values_have_the_width_of_their_quantity(
    layer: nn.LSTM, inputs: Tensor, quantity: str, width: int
) -> None:
    cell, plain = ProjectedLSTMCell(layer), unroll(ProjectedLSTMCell(layer), inputs, TOKENS)
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
    cell = ProjectedLSTMCell(layer)
    state = LSTMState(*reversed(cell.initial_state(1)))

    with pytest.raises(ValueError, match=r"hidden_state of shape \(1, 2\).*got \(1, 5\)"):
        unroll(cell, inputs, TOKENS, state)
