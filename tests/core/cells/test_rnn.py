"""A plain RNN by hand."""

from math import log

import torch

from core.cells import RNNCell
from tests.core.cells.worked import filled


def test_by_hand_for_two_units_and_two_tokens():
    """An RNN of one input and two units reads x_1 = 1 and x_2 = 0; all numbers on paper.

    The weights: from x into the units, W_x = (0, −ln 3). From the units into the units, W_h has
    the rows (1, 0.5) and (2, 1). The biases: ln 2 for the first unit, given half by half in
    PyTorch's two vectors, and 0 for the second.

    Step 1. Nothing is remembered yet, h_0 = (0, 0).
    Into unit 1: 0 · 1 + 0 + ln 2 = ln 2. tanh(ln 2) = (2 − ½) / (2 + ½) = 0.6.
    Into unit 2: −ln 3 · 1 + 0 + 0. tanh(−ln 3) = −(3 − ⅓) / (3 + ⅓) = −0.8.
    So h_1 = (0.6, −0.8).

    Step 2. The token is silent, x_2 = 0; the memory speaks.
    Into unit 1: 1 · 0.6 + 0.5 · (−0.8) + ln 2 = 0.2 + 0.693147 = 0.893147.
    Its tanh is (4 e^0.4 − 1) / (4 e^0.4 + 1) = 4.967299 / 6.967299 = 0.712945.
    Into unit 2: 2 · 0.6 + 1 · (−0.8) = 0.4. tanh(0.4) = 0.379949.
    So h_2 = (0.712945, 0.379949).
    """
    cell = filled(
        RNNCell(1, 2),
        weight_ih=[[0], [-log(3)]],
        weight_hh=[[1, 0.5], [2, 1]],
        bias_ih=[log(2) / 2, 0],
        bias_hh=[log(2) / 2, 0],
    )

    first = cell(torch.tensor([[1.0]]).double(), cell.initial_state(1))
    second = cell(torch.tensor([[0.0]]).double(), first.state)

    close = {"rtol": 0, "atol": 1e-6}
    torch.testing.assert_close(first.hidden_state.tolist(), [[0.6, -0.8]], **close)
    torch.testing.assert_close(second.hidden_state.tolist(), [[0.712945, 0.379949]], **close)
