"""Sizes, names, errors, first weights and what stepping must not do."""

import math
import re
from typing import Any

import pytest
import torch
from torch import nn

from core.cells import CELLS, FeedbackCell
from tests.core.cells.strategies import make_case

EVERY = pytest.mark.parametrize("name", CELLS)


def test_cells_are_found_by_the_names_of_links():
    assert list(CELLS) == ["rnn", "lstm", "gru", "paper-gru", "min-gru"]
    assert [cell.__name__ for cell in CELLS.values()] == [
        "RNNCell",
        "LSTMCell",
        "GRUCell",
        "PaperGRUCell",
        "MinGRUCell",
    ]


@EVERY
@pytest.mark.parametrize("sizes", [(0, 3), (3, 0), (-1, 2)])
def test_sizes_below_one_are_refused(name, sizes):
    with pytest.raises(ValueError, match=rf"at least 1, got input_size={sizes[0]}, hidden_size="):
        CELLS[name](*sizes)


@EVERY
@pytest.mark.parametrize("shape", [(2, 5), (2,), (), (3, 2)])
def test_a_token_of_another_size_is_refused_with_a_remedy(name, shape):
    cell: Any = CELLS[name](3, 4)
    got = re.escape(f"expected x of shape (batch, 3), got {shape}. Give one row of 3 numbers")

    with pytest.raises(ValueError, match=rf"{type(cell).__name__} {got}"):
        cell(torch.zeros(shape), cell.initial_state(2))


@EVERY
def test_a_state_of_another_size_is_refused_with_a_remedy(name):
    cell: Any = CELLS[name](3, 4)
    other: Any = CELLS[name](3, 5)

    with pytest.raises(ValueError, match=r"expected hidden of shape \(batch, 4\), got \(2, 5\)"):
        cell(torch.zeros(2, 3), other.initial_state(2))


@EVERY
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_initial_state_is_zero_in_the_cells_own_precision(name, dtype):
    for part in CELLS[name](3, 4).to(dtype).initial_state(2):
        assert part.shape == (2, 4)
        assert part.dtype == dtype
        assert not part.any()


@EVERY
def test_first_weights_are_those_of_the_generator_within_torchs_bound(name):
    """PyTorch's recurrent cells start uniform in ±1/√hidden_size."""
    weights = [
        CELLS[name](90, 400, torch.Generator().manual_seed(seed)).weight_ih for seed in (1, 1, 2)
    ]
    bound = 1 / math.sqrt(400)

    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])
    assert 0.99 * bound < weights[0].abs().max() <= bound
    assert abs(weights[0].mean()) < 0.01 * bound


@EVERY
def test_a_generator_spares_the_random_numbers_of_the_process(name):
    before = torch.get_rng_state()

    CELLS[name](3, 4, torch.Generator())

    assert torch.equal(before, torch.get_rng_state())


@EVERY
def test_weights_stand_block_on_block(name):
    cell = CELLS[name](3, 4)
    rows = 4 * len(cell.blocks)

    shapes = {parameter: tuple(weight.shape) for parameter, weight in cell.named_parameters()}
    recurrent = {"weight_hh": (rows, 4), "bias_hh": (rows,)} if name != "min-gru" else {}
    assert shapes == {"weight_ih": (rows, 3), "bias_ih": (rows,)} | recurrent
    assert isinstance(cell, FeedbackCell) == bool(recurrent)


@EVERY
def test_a_step_leaves_inputs_states_and_weights_as_they_were(name):
    case = make_case(name)
    copies = [tensor.clone() for tensor in (case.inputs[:1], *case.state, *case.cell.parameters())]
    forward: Any = case.cell

    forward(case.inputs[:1], case.state)

    for tensor, copy in zip(
        (case.inputs[:1], *case.state, *case.cell.parameters()), copies, strict=True
    ):
        assert torch.equal(tensor, copy)


@EVERY
def test_rows_of_a_batch_do_not_see_each_other(name):
    case = make_case(name)
    cell: Any = case.cell
    together = cell(case.inputs, cell.initial_state(5))

    for row, x in enumerate(case.inputs):
        alone = cell(x[None], cell.initial_state(1))
        torch.testing.assert_close(
            together.hidden_state[row], alone.hidden_state[0], rtol=0, atol=1e-14
        )


@EVERY
def test_gates_and_update_are_the_two_halves_of_a_step(name):
    case = make_case(name)
    cell: Any = case.cell

    gates = cell.gates(case.inputs[:1], case.state.hidden_state)
    new = cell.update(gates, case.state)
    step = cell(case.inputs[:1], case.state)

    for whole, half in ((step, gates), (step.state, new), (step, new)):
        for field, value in half._asdict().items():
            assert torch.equal(getattr(whole, field), value)


@EVERY
def test_a_cell_is_a_module_that_shows_its_sizes(name):
    cell = CELLS[name](3, 4)

    assert isinstance(cell, nn.Module)
    assert repr(cell) == f"{type(cell).__name__}(3, 4)"
