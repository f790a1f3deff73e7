"""The ready experiments do to every cell what their names say."""

import numpy as np
import pytest

from core.analysis.memory.ledger import carry
from core.cells import CELLS
from core.edits import Hold
from core.trace import unroll
from pages.what_if.experiments import FORGET, KEEP, ready
from tests.core.cells.strategies import make_case

POSITION = 2


def kept_under(name: str, experiment: str) -> np.ndarray:
    """Return the share of its memory that a cell keeps at each step of an experiment."""
    case = make_case(name, (6, 3, 4))
    edit = {str(title): edit for title, edit in ready(name, POSITION).items()}[experiment]
    assert isinstance(edit, Hold)
    trace = unroll(case.cell, case.inputs, case.tokens, case.state, [edit])
    return carry(case.cell, trace, case.state).kept


@pytest.mark.parametrize("name", sorted(set(CELLS) - {"rnn"}))
def test_a_gated_cell_forgets_or_keeps_everything_when_it_is_told_to(name: str) -> None:
    forgets, keeps = kept_under(name, FORGET), kept_under(name, KEEP)

    assert (forgets[POSITION] == 0).all()
    assert (keeps[POSITION:] == 1).all()
    for free in (forgets[:POSITION], forgets[POSITION + 1 :], keeps[:POSITION]):
        assert ((free > 0) & (free < 1)).all()


@pytest.mark.parametrize("name", CELLS)
def test_every_experiment_holds_what_the_cell_has(name: str) -> None:
    quantities = {quantity.name for quantity in CELLS[name].quantities}
    holds = [edit for edit in ready(name, POSITION).values() if isinstance(edit, Hold)]

    assert holds
    assert {hold.quantity for hold in holds} <= quantities
