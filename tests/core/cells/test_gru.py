"""PyTorch's GRU by hand."""

from math import log

import pytest
import torch

from core.cells import GRUCell
from tests.core.cells.worked import filled, numbers


def test_by_hand_for_one_unit():
    """A GRU of one input and one unit reads x = 1 with h = 0.8 in memory; all numbers on paper.

    Useful to know: σ(ln 3) = 0.75, σ(−ln 3) = 0.25, tanh(ln 2) = (4 − 1) / (4 + 1) = 0.6.

    The weights from x into r, z, n: ln 3, −ln 3, ln 2. From h: only into n, 1. The bias of n: −0.75
    on the side of x and 0.2 on the side of h, where the reset gate reaches it.

    r = σ(ln 3) = 0.75: three quarters of the memory may be used.
    z = σ(−ln 3) = 0.25: a quarter of it is kept, as PyTorch's z keeps.
    The memory's say: 1 · 0.8 + 0.2 = 1, and after the reset gate 0.75 · 1 = 0.75.
    n = tanh(ln 2 · 1 − 0.75 + 0.75) = tanh(ln 2) = 0.6.
    h = (1 − 0.25) · 0.6 + 0.25 · 0.8 = 0.45 + 0.2 = 0.65.
    """
    cell = filled(
        GRUCell(1, 1),
        weight_ih=[[log(3)], [-log(3)], [log(2)]],
        weight_hh=[[0], [0], [1]],
        bias_ih=[0, 0, -0.75],
        bias_hh=[0, 0, 0.2],
    )
    state = cell.initial_state(1)._replace(hidden_state=torch.tensor([[0.8]]).double())

    step = cell(torch.tensor([[1.0]]).double(), state)

    assert numbers(step) == pytest.approx(
        {"reset_gate": 0.75, "update_gate": 0.25, "candidate": 0.6, "hidden_state": 0.65}, abs=1e-6
    )


def test_an_update_gate_of_one_keeps_the_old_state_exactly():
    cell = filled(GRUCell(1, 1), bias_ih=[0, 40, 1])
    state = cell.initial_state(1)._replace(hidden_state=torch.tensor([[0.3]], dtype=torch.float64))

    assert cell(torch.tensor([[5.0]]).double(), state).hidden_state.item() == 0.3
