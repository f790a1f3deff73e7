"""The half-life predicts what is left: by the factors, by the ledger, and where a factor is 0."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.memory.half_life import fading, to_follow
from core.analysis.memory.ledger import Carry, left
from tests.core.analysis.memory.test_ledger import carry_of
from tests.core.cells.strategies import cases


def kept(*factors: float) -> Carry:
    """Return a memory of one unit whose first token wrote 1, kept by these factors since."""
    column = np.array([[0.123], *([factor] for factor in factors)])
    written = np.zeros_like(column)
    written[0] = 1
    memory = np.cumprod(np.where(written == 1, 1, column), axis=0)
    return Carry(column, written, memory, np.zeros(1))


@given(st.lists(st.floats(1e-3, 1), min_size=1, max_size=40))
def test_halved_once_a_half_life_the_memory_is_what_is_left(factors):
    memory = kept(*factors)

    faded = fading(memory, 0, 0, len(factors))

    assert faded.steps == len(factors)
    halved = 2 ** (-faded.steps / faded.half_life)
    assert halved == pytest.approx(math.prod(factors), rel=1e-9)
    assert halved == pytest.approx(memory.memory[-1, 0], rel=1e-9)
    assert 2**faded.left == pytest.approx(halved, rel=1e-9)


@given(cases())
def test_of_every_cell_it_is_what_the_ledger_has_left_of_each_token(case):
    memory = carry_of(case)

    for position in range(len(case.inputs)):
        entries = left(memory, position)
        for since in range(position + 1):
            for unit, entry in enumerate(entries[since + 1]):
                share = 2 ** fading(memory, unit, since, position).left
                expected = pytest.approx(entry, rel=1e-6, abs=1e-300)
                assert share * memory.written[since, unit] == expected


@given(st.lists(st.floats(0, 1), max_size=8), st.lists(st.floats(0, 1), max_size=8))
def test_one_factor_of_zero_leaves_nothing(before, after):
    faded = fading(kept(*before, 0.0, *after), 0, 0, len(before) + 1 + len(after))

    assert (faded.left, faded.half_life) == (-math.inf, 0)


@pytest.mark.parametrize(
    ("factors", "half_life"),
    [((0.5,), 1), ((0.25, 0.25), 0.5), ((0.9, 0.1), 2 / -math.log2(0.09)), ((1.0, 1.0), math.inf)],
)
def test_worked_examples(factors, half_life):
    """The arithmetic mean of 0.9 and 0.1 would give a half-life of 1 token: 0.25 left, not 0.09."""
    assert fading(kept(*factors), 0, 0, len(factors)).half_life == pytest.approx(half_life)


@pytest.mark.parametrize("token", [0, 1])
def test_a_tokens_own_factor_does_not_count(token):
    faded = fading(kept(0.5), 0, token, token)

    assert (faded.steps, faded.left) == (0, 0)
    assert math.isnan(faded.half_life)


@pytest.mark.parametrize(
    ("unit", "since", "position"), [(1, 0, 0), (-1, 0, 0), (0, 0, 2), (0, -1, 1), (0, 1, 0)]
)
def test_what_is_not_there_is_refused(unit, since, position):
    with pytest.raises(ValueError, match="fading expected"):
        fading(kept(0.5), unit, since, position)


@given(cases(("lstm", "gru")))
def test_the_entry_to_follow_is_large_and_old(case):
    memory = carry_of(case)

    for position in range(len(case.inputs)):
        for unit in range(case.cell.hidden_size):
            chosen = to_follow(memory, unit, position)
            written = np.abs(memory.written[: position + 1, unit])
            assert chosen <= max(position - 1, 0)
            for token in range(position):
                weight = written[token] * (position - token)
                assert weight <= written[chosen] * (position - chosen)


@pytest.mark.parametrize("position", [-1, 2])
def test_there_is_nothing_to_follow_to_a_token_that_is_not_there(position):
    with pytest.raises(ValueError, match="one of 2 tokens"):
        to_follow(kept(0.5), 0, position)
