"""Where a text is opened: the largest change that one step makes to one unit's memory."""

import numpy as np
import pytest
import torch

from core.analysis.opening import Place, largest_move
from core.cells import CELLS
from core.network.catalogue import TASKS, load, names_of, reference
from core.trace import Trace, unroll


def sample(cell: str, length: int) -> Trace:
    generator = torch.Generator().manual_seed(length)
    inputs = 2 * torch.randn(length, 3, generator=generator)
    return unroll(CELLS[cell](3, 5, generator), inputs, tuple(map(str, range(length))))


@pytest.mark.parametrize("length", [2, 3, 17])
@pytest.mark.parametrize("cell", CELLS)
def test_no_other_step_after_the_first_moves_any_unit_more(cell: str, length: int) -> None:
    memory = CELLS[cell].memory
    state = sample(cell, length)[memory]
    place = largest_move(sample(cell, length), memory)

    moves = {
        (step + 1, unit): abs(state[step, unit] - state[step - 1, unit])
        for step in range(1, length)
        for unit in range(state.shape[1])
    }
    assert place in moves
    assert moves[place] == max(moves.values())


@pytest.mark.parametrize("cell", CELLS)
def test_a_text_of_one_token_or_none_opens_at_its_first_place(cell: str) -> None:
    memory = CELLS[cell].memory
    assert largest_move(sample(cell, 0), memory) == Place(1, 0)
    one = sample(cell, 1)
    assert largest_move(one, memory) == (1, np.abs(one[memory][0]).argmax())


@pytest.mark.slow
@pytest.mark.parametrize("task", TASKS)
def test_every_network_opens_its_example_where_there_is_something_to_see(task: str) -> None:
    for name in names_of(task):
        network = load(reference(task, name))
        trace = network.trace(TASKS[task].example)
        memory = network.cell.memory
        position, unit = largest_move(trace, memory)
        before, after = trace[memory][position - 2 : position, unit]
        assert position > 1
        assert abs(after - before) > 0.5, name
