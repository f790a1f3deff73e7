"""Nested brackets: texts are legal and uniform, and the optimum is exact."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks.automaton import entropy
from core.sequence_tasks.brackets import SYMBOLS, TASK, depths, illegal, optimum, text


def may_follow(depth: int) -> list[str]:
    """Return the rules again, written independently of the code under test."""
    return [["(", "0"], ["(", ")", "1"], ["(", ")", "2"], ["(", ")", "3"], [")", "4"]][depth]


def depth_after(symbols: str) -> int:
    return symbols.count("(") - symbols.count(")")


@given(st.integers(0, 120), st.integers(0, 2**63))
def test_texts_are_legal_and_of_the_given_length(length: int, seed: int) -> None:
    symbols = text(length, torch.Generator().manual_seed(seed))
    assert len(symbols) == length
    for place, symbol in enumerate(symbols):
        assert symbol in may_follow(depth_after(symbols[:place]))
    assert depths(symbols).tolist() == [depth_after(symbols[: n + 1]) for n in range(length)]


def test_symbols_are_uniform_over_the_legal_ones() -> None:
    """Chi-square at each depth, below the value that chance exceeds once in a thousand."""
    symbols = text(30_000, torch.Generator().manual_seed(1))
    before = [0, *depths(symbols)[:-1].tolist()]
    for depth in range(5):
        seen = [symbol for symbol, where in zip(symbols, before, strict=True) if where == depth]
        legal = may_follow(depth)
        expected = len(seen) / len(legal)
        chi_square = sum((seen.count(symbol) - expected) ** 2 / expected for symbol in legal)
        assert chi_square < {2: 10.83, 3: 13.82}[len(legal)]
        assert set(seen) == set(legal)


def test_the_optimum_is_that_of_a_random_walk_on_a_graph() -> None:
    """The walk is reversible: its share of a depth is proportional to the symbols legal there."""
    assert optimum() == pytest.approx((4 * math.log(2) + 9 * math.log(3)) / 13, abs=1e-12)
    assert round(optimum(), 5) == 0.97385


def test_the_optimum_is_the_limit_of_counting_step_by_step() -> None:
    share = {0: 1.0}
    for _ in range(1_000):
        after: dict[int, float] = {}
        for depth, part in share.items():
            for symbol in may_follow(depth):
                to = depth + depth_after(symbol)
                after[to] = after.get(to, 0.0) + part / len(may_follow(depth))
        share = after
    entropy = sum(part * math.log(len(may_follow(depth))) for depth, part in share.items())
    assert optimum() == pytest.approx(entropy, abs=1e-12)


@pytest.mark.parametrize(("length", "expected"), [(50, 0.96522), (200, 0.97169)])
def test_texts_that_start_at_depth_0_have_a_lower_optimum(length: int, expected: float) -> None:
    now, total = np.eye(1, 5), 0.0
    for _ in range(length):
        total += entropy(now.T * TASK.automaton.probabilities)
        now = TASK.automaton.stepped(now).sum(1)
    assert round(total / length, 5) == expected


@given(st.integers(0, 80), st.integers(0, 2**63))
def test_no_symbol_of_a_text_is_illegal(length: int, seed: int) -> None:
    assert illegal(text(length, torch.Generator().manual_seed(seed))) == []


@given(st.text(st.sampled_from(SYMBOLS), max_size=30))
def test_the_first_illegal_symbol_is_the_first_that_the_rules_forbid(symbols: str) -> None:
    wrong = [
        place
        for place, symbol in enumerate(symbols)
        if symbol not in may_follow(min(max(depth_after(symbols[:place]), 0), 4))
    ]
    assert illegal(symbols)[:1] == wrong[:1]


def test_after_a_bracket_too_many_the_count_goes_on() -> None:
    assert illegal(")(1)0") == [0]
    assert illegal("((((((4)3") == [4, 5]
