"""An LSTM by hand."""

from math import log

import pytest
import torch

from core.cells import LSTMCell
from tests.core.cells.worked import filled, numbers


def test_by_hand_for_one_unit_and_two_tokens():
    """An LSTM of one input and one unit reads x_1 = 1 and x_2 = 0; all numbers on paper.

    Useful to know: σ(ln 3) = 3 / (3 + 1) = 0.75, σ(−ln 3) = 0.25, σ(0) = 0.5, and
    tanh(½ ln 3) = (3 − 1) / (3 + 1) = 0.5.

    The weights from x into i, f, g, o: ln 3, −ln 3, ½ ln 3, 0. From h: only into g, 1.
    The biases cancel: 0.5 in one vector, −0.5 in the other.

    Step 1, x_1 = 1, nothing remembered: h_0 = c_0 = 0.
    i_1 = σ(ln 3) = 0.75: three quarters are written.   f_1 = σ(−ln 3) = 0.25.
    g_1 = tanh(½ ln 3) = 0.5: what could be written.    o_1 = σ(0) = 0.5.
    c_1 = f_1 c_0 + i_1 g_1 = 0 + 0.75 · 0.5 = 0.375.
    h_1 = o_1 tanh(c_1) = 0.5 · tanh(0.375) = 0.5 · 0.358357 = 0.179179.

    Step 2, x_2 = 0: the gates have nothing to go by, i_2 = f_2 = o_2 = σ(0) = 0.5.
    g_2 = tanh(1 · h_1) = tanh(0.179179) = 0.177285.
    c_2 = 0.5 · 0.375 + 0.5 · 0.177285 = 0.1875 + 0.088643 = 0.276143.
    h_2 = 0.5 · tanh(0.276143) = 0.5 · 0.269331 = 0.134666.
    """
    cell = filled(
        LSTMCell(1, 1),
        weight_ih=[[log(3)], [-log(3)], [log(3) / 2], [0]],
        weight_hh=[[0], [0], [1], [0]],
        bias_ih=[0.5] * 4,
        bias_hh=[-0.5] * 4,
    )

    first = cell(torch.tensor([[1.0]]).double(), cell.initial_state(1))
    second = cell(torch.tensor([[0.0]]).double(), first.state)

    assert numbers(first) == pytest.approx(
        {
            "input_gate": 0.75,
            "forget_gate": 0.25,
            "candidate": 0.5,
            "output_gate": 0.5,
            "cell_state": 0.375,
            "hidden_state": 0.179179,
        },
        abs=1e-6,
    )
    assert numbers(second) == pytest.approx(
        {
            "input_gate": 0.5,
            "forget_gate": 0.5,
            "candidate": 0.177285,
            "output_gate": 0.5,
            "cell_state": 0.276143,
            "hidden_state": 0.134666,
        },
        abs=1e-6,
    )


def test_an_open_forget_gate_and_a_shut_input_gate_keep_the_cell_state_for_good():
    """f = 1 and i = 0: the constant error carousel, c_t = c_{t-1} exactly."""
    cell = filled(LSTMCell(1, 1), bias_ih=[-800, 40, 1, 0], weight_ih=[[0], [0], [5], [0]])
    state = cell.initial_state(1)._replace(cell_state=torch.tensor([[1.7]], dtype=torch.float64))

    for x in (-3.0, 0.0, 8.0):
        state = cell(torch.tensor([[x]]).double(), state).state

    assert state.cell_state.item() == 1.7
