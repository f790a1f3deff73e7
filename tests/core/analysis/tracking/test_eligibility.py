"""The halves of a text: cut near its middle, between documents where possible."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.tracking.eligibility import SMALLEST, held_out_half


@pytest.mark.parametrize(
    ("lengths", "cut"),
    [
        ([10], 5),
        ([4, 3, 3], 4),  # 4 and 7 are possible, 4 is nearer to the middle
        ([90, 3, 3, 4], 50),  # no document ends near the middle
        ([3, 3, 4, 90], 50),
        ([1], 0),
        ([], 0),
        ([0, 0, 8, 0, 8, 0], 8),
    ],
    ids=str,
)
def test_the_cut_is_near_the_middle(lengths, cut):
    held_out = held_out_half(np.cumsum([0, *lengths]))

    assert held_out.tolist() == [position >= cut for position in range(sum(lengths))]


@settings(max_examples=50)
@given(st.lists(st.integers(0, 500), max_size=30))
def test_both_parts_are_large_enough_to_be_halves(lengths):
    held_out = held_out_half(np.cumsum([0, *lengths]))

    smaller = min(held_out.sum(), (~held_out).sum())
    assert smaller >= min(SMALLEST * len(held_out), len(held_out) // 2)
