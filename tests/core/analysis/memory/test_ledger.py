"""The ledger: it sums to the memory, and each entry is what is left of what its token wrote."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.memory.ledger import Carry, carry, ledger, left
from core.cells import CELLS, LSTMCell
from core.trace import unroll
from tests.core.cells.strategies import Case, cases, make_case
from tests.core.cells.worked import filled

ROUNDING = float(np.finfo(np.float64).eps)
EVERY = pytest.mark.parametrize("name", CELLS)


def carry_of(case: Case) -> Carry:
    return carry(
        case.cell, unroll(case.cell, case.inputs, case.tokens, case.state), initial=case.state
    )


def allowed(entries: np.ndarray, axis: int) -> np.ndarray:
    """Return how far sums may be off: a rounding of every term in every step.

    A GRU's step also rounds its candidate, which is up to 1 where next to nothing of it is written.
    """
    return 4 * (entries.shape[axis] + 1) * ROUNDING * (1 + np.abs(entries).sum(axis=axis))


@given(cases())
def test_each_row_sums_to_the_memory_to_float_rounding(case):
    memory = carry_of(case)

    for unit in range(case.cell.hidden_size):
        entries = ledger(memory, unit)
        assert entries.shape == (len(case.inputs), len(case.inputs) + 1)
        gap = np.abs(entries.sum(axis=1) - memory.memory[:, unit])
        assert (gap <= allowed(entries, axis=1)).all()


@given(cases())
def test_after_one_token_all_units_sum_to_their_memories(case):
    memory = carry_of(case)

    for position in range(len(case.inputs)):
        entries = left(memory, position)
        assert entries.shape == (len(case.inputs) + 1, case.cell.hidden_size)
        gap = np.abs(entries.sum(axis=0) - memory.memory[position])
        assert (gap <= allowed(entries, axis=0)).all()


@given(cases())
def test_rows_of_a_unit_and_rows_after_a_token_agree(case):
    memory = carry_of(case)

    along = [ledger(memory, unit) for unit in range(case.cell.hidden_size)]
    for position in range(len(case.inputs)):
        rows = np.stack([entries[position] for entries in along], axis=1)
        np.testing.assert_allclose(left(memory, position), rows, rtol=1e-14, atol=1e-300)


@given(cases(), st.data())
def test_an_entry_is_what_the_memory_would_lack_had_the_token_written_nothing(case, draw):
    """By the recurrence itself, with the gates as they were."""
    memory = carry_of(case)
    if not len(case.inputs):
        return
    token = draw.draw(st.integers(0, len(case.inputs) - 1))
    unit = draw.draw(st.integers(0, case.cell.hidden_size - 1))
    silenced, lacking = memory.written[:, unit].copy(), []
    silenced[token] = 0
    c = memory.initial[unit]
    for f, written in zip(memory.kept[:, unit], silenced, strict=True):
        c = f * c + written
        lacking.append(c)

    entries = ledger(memory, unit)
    gap = np.abs(memory.memory[:, unit] - lacking - entries[:, token + 1])
    assert (gap <= allowed(entries, axis=1)).all()


@given(cases())
def test_nothing_is_left_of_tokens_to_come_and_nothing_grows(case):
    """A step keeps a share of 0 to 1, so an entry shrinks from the token that wrote it on."""
    memory = carry_of(case)

    for unit in range(case.cell.hidden_size):
        entries = np.abs(ledger(memory, unit))
        assert not np.triu(entries, 2).any()
        for token, written in enumerate(entries.T[1:]):
            assert (np.diff(written[token:]) <= 0).all()
        assert (np.diff(entries[:, 0]) <= 0).all()


def test_a_worked_example():
    """The gates of a single unit are ½, ¾ and ½ at every step, its candidates tanh(x)."""
    cell = filled(LSTMCell(1, 1), weight_ih=[[0], [0], [1], [0]], bias_ih=[0, np.log(3), 0, 0])
    trace = unroll(cell, torch.tensor([[1.0], [-2.0], [0.5]]).double(), ["a", "b", "c"])
    a, b, c = np.tanh([1.0, -2.0, 0.5]) / 2

    expected = [
        [0, a, 0, 0],
        [0, 0.75 * a, b, 0],
        [0, 0.75**2 * a, 0.75 * b, c],
    ]
    np.testing.assert_allclose(ledger(carry(cell, trace), 0), expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("name", "kept", "written"),
    [
        ("lstm", lambda t: t["forget_gate"], lambda t: t["input_gate"] * t["candidate"]),
        ("gru", lambda t: t["update_gate"], lambda t: (1 - t["update_gate"]) * t["candidate"]),
        ("paper-gru", lambda t: 1 - t["update_gate"], lambda t: t["update_gate"] * t["candidate"]),
        ("min-gru", lambda t: 1 - t["update_gate"], lambda t: t["update_gate"] * t["candidate"]),
        ("rnn", lambda t: 0 * t["hidden_state"], lambda t: t["hidden_state"]),
    ],
)
def test_what_is_kept_and_written_is_what_the_gates_say(name, kept, written):
    case = make_case(name)
    trace = unroll(case.cell, case.inputs, case.tokens)
    memory = carry(case.cell, trace)

    assert np.array_equal(memory.kept, kept(trace))
    assert np.array_equal(memory.written, written(trace))
    assert np.array_equal(memory.initial, np.zeros(4))


def test_a_plain_rnn_carries_nothing_over_unit_by_unit():
    memory = carry_of(make_case("rnn", (5, 3, 4)))
    entries = ledger(memory, 2)

    assert np.array_equal(np.diag(entries[:, 1:]), memory.memory[:, 2])
    assert np.count_nonzero(entries) == 5


@EVERY
def test_the_state_before_the_text_has_its_own_column(name):
    case = make_case(name)
    memory = carry_of(case)
    before = memory.kept.prod(axis=0) * memory.initial

    np.testing.assert_allclose(left(memory, 4)[0], before, rtol=1e-14)
    assert bool(before.any()) == (name != "rnn")


@EVERY
def test_a_float32_trace_is_summed_in_float64(name):
    case = make_case(name, (70, 3, 4), dtype=torch.float32)
    memory = carry(case.cell, unroll(case.cell, case.inputs, case.tokens))

    assert {array.dtype for array in memory} == {np.dtype(np.float64)}
    np.testing.assert_allclose(ledger(memory, 1).sum(axis=1), memory.memory[:, 1], atol=2e-6)


@EVERY
def test_a_text_without_tokens_has_an_empty_ledger(name):
    memory = carry_of(make_case(name, (0, 3, 4)))

    assert ledger(memory, 0).shape == (0, 1)
    with pytest.raises(ValueError, match="one of 0 positions, numbered from 0; got 0"):
        left(memory, 0)


@pytest.mark.parametrize("number", [-1, 7])
def test_units_and_positions_that_do_not_exist_are_refused(number):
    memory = carry_of(make_case("lstm", (7, 3, 7)))

    with pytest.raises(ValueError, match=rf"one of 7 units, numbered from 0; got {number}\."):
        ledger(memory, number)
    with pytest.raises(ValueError, match=rf"one of 7 positions, numbered from 0; got {number}\."):
        left(memory, number)
