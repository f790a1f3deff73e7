"""Each cell's own loop is compared with the plain one, which takes the cell's steps one by one."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.cells import CELLS, RecurrentCell
from core.cells.matmul import MANY_ROWS
from core.trace.recurrence import carried, recur
from tests.core.cells.strategies import Case, cases, make_case

step_by_step = recur.dispatch(RecurrentCell)
LIMITS = {torch.float64: 1e-12, torch.float32: 2e-6}
SIZES = [
    (0, 2, 3),
    (1, 1, 1),
    (2, 3, 1),
    (MANY_ROWS - 1, 4, 5),
    (MANY_ROWS, 4, 5),
    (MANY_ROWS + 1, 7, 33),
    (150, 32, 64),
]


def largest_difference(case: Case) -> float:
    """Compare all quantities and all parts of all preactivations."""
    with torch.inference_mode():
        fast = recur(case.cell, case.inputs, case.state)
        slow = step_by_step(case.cell, case.inputs, case.state)
    assert fast.activations.keys() == slow.activations.keys()
    pairs = [(ours, slow.activations[name]) for name, ours in fast.activations.items()]
    for ours, theirs in zip(fast.preactivations, slow.preactivations, strict=True):
        pairs += zip(ours, theirs, strict=True)
    for ours, theirs in pairs:
        assert ours.shape == theirs.shape
        assert ours.dtype == theirs.dtype == case.inputs.dtype
    return max(float((a - b).abs().max()) if a.numel() else 0.0 for a, b in pairs)


def test_every_cell_has_a_fast_loop_of_its_own():
    loops = {recur.dispatch(cell) for cell in CELLS.values()}

    assert len(loops) == len(CELLS)
    assert step_by_step not in loops


@pytest.mark.parametrize("dtype", LIMITS, ids=str)
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("name", CELLS)
def test_the_fast_loop_gives_the_numbers_of_the_slow_one(name, sizes, dtype):
    assert largest_difference(make_case(name, sizes, dtype=dtype)) < LIMITS[dtype]


@given(cases(gains=(0.0, 0.1, 1.0)))
def test_the_fast_loop_gives_the_numbers_of_the_slow_one_for_any_size(case):
    assert largest_difference(case) < LIMITS[torch.float64]


@pytest.mark.parametrize("name", CELLS)
def test_a_wrong_loop_would_be_seen(name):
    """The comparison above has teeth: another state before the text is another result."""
    case = make_case(name, (3, 2, 4))
    with torch.inference_mode():
        fast = recur(case.cell, case.inputs, case.cell.initial_state(1))
        slow = step_by_step(case.cell, case.inputs, case.state)

    assert (fast.activations["hidden_state"] - slow.activations["hidden_state"]).abs().max() > 1e-3


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [1e2, 1e6, 1e30])
@pytest.mark.parametrize("dtype", LIMITS, ids=str)
@pytest.mark.parametrize("name", CELLS)
def test_extreme_preactivations_saturate_without_a_warning(name, dtype, size):
    case = make_case(name, (70, 3, 4), dtype=dtype)

    with torch.inference_mode(), np.errstate(all="raise", under="ignore"):
        result = recur(case.cell, size * case.inputs, case.state)

    most = result.activations["candidate"].abs().max() if name == "min-gru" else 1
    assert (result.activations["hidden_state"].abs() <= most).all()
    assert all(torch.isfinite(values).all() for values in result.activations.values())


@pytest.mark.parametrize("name", CELLS)
def test_inputs_and_state_stay_as_they_were(name):
    case = make_case(name, (70, 3, 4))
    copies = [case.inputs.clone(), *(part.clone() for part in case.state)]

    with torch.inference_mode():
        recur(case.cell, case.inputs, case.state)

    assert all(map(torch.equal, copies, (case.inputs, *case.state)))


@given(st.integers(0, 40), st.integers(1, 5), st.integers(0, 2**32))
def test_a_memory_is_kept_and_written_step_by_step(length, size, seed):
    generator = torch.Generator().manual_seed(seed)
    kept, written = torch.rand(2, length, size, generator=generator, dtype=torch.float64)
    initial = torch.randn(size, generator=generator, dtype=torch.float64)
    copies = kept.clone(), initial.clone()

    memory = carried(kept, written.clone(), initial)

    now = initial
    for step in range(length):
        now = kept[step] * now + written[step]
        torch.testing.assert_close(memory[step], now, rtol=0, atol=1e-12)
    assert memory.shape == (length, size)
    assert all(map(torch.equal, copies, (kept, initial)))


@pytest.mark.parametrize("name", ["rnn", "gru", "paper-gru"])
@pytest.mark.parametrize("size", [2, 5, 6, 7])
def test_bytes_that_nothing_was_written_to_raise_no_warning(name, size, monkeypatch):
    """Signalling NaNs are left where OpenBLAS has its own copies, before each product."""
    dot = np.dot
    nan = np.full(600, 0x7FA00000, np.uint32).view(np.float32)[::3]

    def dot_after_nan(*args: np.ndarray, out: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            dot(np.zeros((100, len(nan)), np.float32), nan)
        return dot(*args, out=out)

    monkeypatch.setattr(np, "dot", dot_after_nan)
    assert largest_difference(make_case(name, (9, 4, size), dtype=torch.float32)) < 2e-6
