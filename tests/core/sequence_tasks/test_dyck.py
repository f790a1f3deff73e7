"""Balanced brackets: depth, kinds, and the order of the two decisions."""

import numpy as np
import pytest
import torch

from core.sequence_tasks.dyck import DEPTH, DYCK_1, DYCK_2, TOP
from tests.core.sequence_tasks.tables import LN2


def test_optima_are_those_of_the_depth_decided_first():
    """Of six steps, one is at depth 0 and four are where both are legal."""
    assert DYCK_1.optimum == pytest.approx(0.75 * LN2, abs=1e-12)
    assert DYCK_2.optimum == pytest.approx((LN2 + 4 * 1.5 * LN2) / 6, abs=1e-12)


@pytest.mark.parametrize(("task", "deepest"), [(DYCK_1, 4), (DYCK_2, 3)])
def test_written_brackets_match_and_are_never_too_deep(task, deepest):
    open_brackets, depths = "", []
    for symbol in task.sample(3_000, torch.Generator().manual_seed(1)):
        if symbol in "([":
            open_brackets += symbol
        else:
            assert open_brackets[-1] + symbol in ("()", "[]")
            open_brackets = open_brackets[:-1]
        depths.append(len(open_brackets))
    assert (min(depths), max(depths)) == (0, deepest)


def test_opening_and_closing_have_a_half_each_and_then_the_kinds():
    probabilities = DYCK_2.probabilities(DYCK_2.encode("([(]"))
    assert DYCK_2.symbols == ("(", ")", "[", "]")
    assert probabilities[0, 0].tolist() == [0.25, 0.5, 0.25, 0]
    assert probabilities[0, 1].tolist() == [0.25, 0, 0.25, 0.5]
    assert probabilities[0, 2].tolist() == [0, 1, 0, 0]
    assert probabilities[0, 3].tolist() == [0, 1, 0, 0]  # the wrong one closes nothing


def test_depth_and_the_bracket_to_close_are_followed():
    series = DYCK_2.follows(DYCK_2.encode("([])[]"))
    assert series[DEPTH].tolist() == [[1, 2, 1, 0, 1, 0]]
    assert series[TOP].tolist() == [[1, -1, 1, 0, -1, 0]]
    assert list(DYCK_1.follows(DYCK_1.encode("()"))) == [DEPTH]


def test_opening_is_certain_where_nothing_is_open():
    probabilities = DYCK_1.probabilities(DYCK_1.encode("()"))
    assert np.array_equal(probabilities[0], [[0.5, 0.5], [1, 0]])
