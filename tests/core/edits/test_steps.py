"""Steps of a whole batch, each row with holds of its own."""

import pytest
import torch

from core.cells import CELLS
from core.edits import Hold
from core.edits.rows import held_rows
from core.edits.steps import steps
from core.trace import unroll
from tests.core.cells.strategies import make_case


@pytest.mark.parametrize("name", CELLS)
def test_each_row_of_a_batch_is_held_at_its_own_values(name):
    case = make_case(name, (5, 3, 4))
    quantities = [quantity.name for quantity in case.cell.quantities]
    holds_by_row = [[Hold(quantity, 0.5, unit=1, start=1)] for quantity in quantities]
    rows = [held_rows(case.cell, holds, 5) for holds in holds_by_row]
    free = torch.full((5, 4), torch.nan).double()
    held = [
        {name: torch.stack([row.get(name, free)[t] for row in rows]) for name in quantities}
        for t in range(5)
    ]
    state = type(case.state)(*(part.expand(len(holds_by_row), -1) for part in case.state))

    with torch.inference_mode():
        taken = [*steps(case.cell, case.inputs, state, held)]

    for row, holds in enumerate(holds_by_row):
        alone = unroll(case.cell, case.inputs, case.tokens, case.state, holds)
        together = torch.stack([step.state.hidden_state[row] for step in taken])
        torch.testing.assert_close(
            together, torch.tensor(alone["hidden_state"]), rtol=0, atol=1e-12
        )


@pytest.mark.parametrize("name", CELLS)
def test_a_text_without_tokens_has_no_steps(name):
    case = make_case(name, (0, 3, 4))

    assert [*steps(case.cell, case.inputs, case.state, [])] == []
