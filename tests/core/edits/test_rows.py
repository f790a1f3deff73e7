"""Holds laid out along a text, and those that are refused."""

import numpy as np
import pytest
import torch

from core.cells import CELLS, LSTMCell
from core.edits import Hold
from core.edits.rows import held_rows

CELL = LSTMCell(2, 3, torch.Generator().manual_seed(0))
FREE = np.nan


def test_units_and_steps_are_held_and_all_else_is_free():
    holds = [
        Hold("forget_gate", 0.5, unit=1, start=1, stop=3),
        Hold("forget_gate", (1.0, 2.0, 3.0), start=3),
        Hold("cell_state", -4.0, stop=1),
        Hold("cell_state", (5.0, 6.0, 7.0), unit=2, start=2, stop=9),
    ]

    rows = held_rows(CELL, holds, 4)

    assert set(rows) == {"forget_gate", "cell_state"}
    forget_gate = [[FREE] * 3, [FREE, 0.5, FREE], [FREE, 0.5, FREE], [1, 2, 3]]
    cell_state = [[-4] * 3, [FREE] * 3, [FREE, FREE, 7], [FREE, FREE, 7]]
    np.testing.assert_array_equal(rows["forget_gate"].numpy(), forget_gate)
    np.testing.assert_array_equal(rows["cell_state"].numpy(), cell_state)


def test_of_two_holds_the_later_one_counts():
    early, late = Hold("candidate", 0.25, stop=3), Hold("candidate", -1.0, unit=0, start=1)

    rows = held_rows(CELL, [early, late], 4)["candidate"].numpy()
    other = held_rows(CELL, [late, early], 4)["candidate"].numpy()

    np.testing.assert_array_equal(rows[:, 0], [0.25, -1, -1, -1])
    np.testing.assert_array_equal(other[:, 0], [0.25, 0.25, 0.25, -1])
    np.testing.assert_array_equal(rows[:, 1], [0.25, 0.25, 0.25, FREE])


@pytest.mark.parametrize(("start", "stop"), [(4, None), (99, None), (2, 2), (3, 1), (0, 0)])
def test_a_hold_beyond_the_text_or_of_no_step_holds_nothing(start, stop):
    rows = held_rows(CELL, [Hold("candidate", 0.5, start=start, stop=stop)], 4)

    assert rows["candidate"].isnan().all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_held_values_are_of_the_cells_own_type(dtype):
    cell = LSTMCell(2, 3, torch.Generator().manual_seed(0)).to(dtype)

    assert held_rows(cell, [Hold("candidate", 1)], 4)["candidate"].dtype == dtype


WRONG = [
    (Hold("reset_gate", 0.5), r"LSTMCell expected one of input_gate, .*; got 'reset_gate'"),
    (Hold("", 0.5), r"expected one of input_gate, .*; got ''"),
    (Hold("candidate", 0.5, unit=3), r"expected a unit in 0\.\.2, or None for all; got 3"),
    (Hold("candidate", 0.5, unit=-1), r"expected a unit in 0\.\.2, or None for all; got -1"),
    (Hold("candidate", 0.5, start=-1), r"expected start and stop of at least 0, .*; got -1"),
    (Hold("candidate", 0.5, stop=-1), r"expected start and stop of at least 0, .*; got 0 and -1"),
    (Hold("candidate", (0.5,)), r"expected one value, or 3, one for each unit; got 1"),
    (Hold("candidate", ()), r"expected one value, or 3, one for each unit; got 0"),
    (Hold("candidate", (0.5,) * 4, unit=0), r"expected one value, or 3, .*; got 4"),
    (Hold("candidate", float("nan")), r"expected finite numbers; got nan"),
    (Hold("candidate", float("-inf")), r"expected finite numbers; got -inf"),
    (Hold("candidate", (0.0, 1.0, float("inf"))), r"expected finite numbers; got inf"),
    (Hold("candidate", 1e39), r"expected finite numbers; got 1e\+39"),
]


@pytest.mark.parametrize(("hold", "message"), WRONG)
def test_an_impossible_hold_is_refused_with_what_was_expected(hold, message):
    with pytest.raises(ValueError, match=message):
        held_rows(CELL, [hold], 4)


@pytest.mark.parametrize("name", CELLS)
def test_every_quantity_of_every_cell_can_be_held(name):
    cell = CELLS[name](2, 3, torch.Generator().manual_seed(0))
    holds = [Hold(quantity.name, 0.5) for quantity in cell.quantities]

    assert [*held_rows(cell, holds, 2)] == [quantity.name for quantity in cell.quantities]
