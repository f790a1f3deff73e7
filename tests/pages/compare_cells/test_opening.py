"""Compare cells opens on sentences that show its lesson: with these very networks."""

import numpy as np
import pytest

from core import load_network
from core.analysis.memory.first_token import first_token_left
from core.network.catalogue import TORCH_CELLS
from pages.compare_cells.opening import OPENINGS


def praise(task: str, cell: str) -> np.ndarray:
    """Return how likely praise is after each token of what the screen opens on, (T,)."""
    network = load_network(task, cell)
    opinions = network.opinions(network.trace(OPENINGS[task]["text"]))
    return opinions[:, network.outputs.index("positive")]


@pytest.mark.parametrize("task", OPENINGS)
def test_the_rnn_stands_alone_at_the_step_and_at_the_end(task):
    for step in (OPENINGS[task]["position"] - 1, -1):
        rnn, lstm, gru = (praise(task, cell)[step] > 0.5 for cell in TORCH_CELLS)
        assert lstm == gru != rnn


@pytest.mark.parametrize("task", OPENINGS)
def test_no_step_shows_the_difference_more_clearly(task):
    rnn, lstm, gru = (praise(task, cell) for cell in TORCH_CELLS)
    apart = np.minimum(np.abs(rnn - lstm), np.abs(rnn - gru))
    assert apart[OPENINGS[task]["position"] - 1] > 0.9 * apart[:-1].max()


@pytest.mark.parametrize("task", OPENINGS)
def test_the_unit_is_the_one_whose_memory_changes_most_at_the_step(task):
    memory = load_network(task, "lstm").trace(OPENINGS[task]["text"])["cell_state"]
    step = OPENINGS[task]["position"] - 1
    assert int(np.abs(memory[step] - memory[step - 1]).argmax()) == OPENINGS[task]["unit"]


def test_the_rnn_has_least_left_of_nobody():
    text = OPENINGS["english-reviews"]["text"]
    left = [first_token_left(load_network("english-reviews", cell), text) for cell in TORCH_CELLS]
    for kind in ("gradient", "difference"):
        rnn, *others = (getattr(each, kind)[-1] / getattr(each, kind)[0] for each in left)
        assert rnn < 0.8 * min(others)
    rnn, *others = (each.opinion[-1] for each in left)
    assert rnn < 0.5 * min(others), "its first word hardly matters to the RNN"


def test_the_korean_turn_is_believed_by_the_cells_with_gates():
    for cell, believes in (("rnn", False), ("lstm", True), ("gru", True)):
        values = praise("korean-reviews", cell)
        assert values[:7].max() < 0.5, "up to 는데"
        assert (values[-1] > 0.8) == believes
