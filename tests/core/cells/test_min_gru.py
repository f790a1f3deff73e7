"""The minimal GRU by hand, and what its gates cannot see."""

from math import log
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given

from core.cells import MinGRUCell
from core.trace import unroll
from tests.core.cells.strategies import cases, make_case
from tests.core.cells.worked import filled, numbers


def test_by_hand_for_one_unit_and_two_tokens():
    """A minimal GRU of one input and one unit reads x_1 = 1 and x_2 = 0; all numbers on paper.

    The weights into z and h̃: ln 3 and 2; the biases: 0 and -1. Note that h̃ is not squashed.

    Step 1, x_1 = 1, nothing remembered: z_1 = σ(ln 3) = 0.75, h̃_1 = 2 - 1 = 1.
    h_1 = 0.25 · 0 + 0.75 · 1 = 0.75.

    Step 2, x_2 = 0: z_2 = σ(0) = 0.5, h̃_2 = -1, whatever h_1 is.
    h_2 = 0.5 · 0.75 + 0.5 · (-1) = -0.125.
    """
    cell = filled(MinGRUCell(1, 1), weight_ih=[[log(3)], [2]], bias_ih=[0, -1])

    first = cell(torch.tensor([[1.0]]).double(), cell.initial_state(1))
    second = cell(torch.tensor([[0.0]]).double(), first.state)

    one = {"update_gate": 0.75, "candidate": 1.0, "hidden_state": 0.75}
    two = {"update_gate": 0.5, "candidate": -1.0, "hidden_state": -0.125}
    assert numbers(first) == pytest.approx(one)
    assert numbers(second) == pytest.approx(two)


@given(cases(("min-gru",)))
def test_gate_and_candidate_do_not_see_the_state(case):
    other: Any = type(case.state)(case.state.hidden_state + 1)

    here, there = (unroll(case.cell, case.inputs, case.tokens, s) for s in (case.state, other))

    for name in MinGRUCell.blocks:
        assert np.array_equal(here[name], there[name])
        assert not here.preactivations[name].from_h.any()


@given(cases(("min-gru",)))
def test_what_is_left_of_the_first_state_is_the_product_of_what_was_kept(case):
    """No unit looks at another one: a unit's h_0 matters to it alone, by the product of 1 - z."""
    other: Any = type(case.state)(case.state.hidden_state + 1)
    here, there = (unroll(case.cell, case.inputs, case.tokens, s) for s in (case.state, other))

    left = np.cumprod(1 - here["update_gate"], axis=0)
    largest = np.abs(here["candidate"]).max(initial=1)
    found = there["hidden_state"] - here["hidden_state"]
    np.testing.assert_allclose(found, left, rtol=0, atol=1e-14 * largest)


def test_it_has_two_numbers_for_each_unit_and_input_and_two_for_the_biases():
    cell = make_case("min-gru", (5, 8, 16)).cell

    assert sum(parameter.numel() for parameter in cell.parameters()) == 2 * 16 * (8 + 1)
