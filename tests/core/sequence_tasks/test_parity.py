import math

import torch
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks.parity import PARITY, TASK


@given(st.text("01", min_size=1, max_size=40))
def test_the_output_says_whether_the_ones_are_odd_in_number(bits):
    odd = [bits[: place + 1].count("1") % 2 for place in range(len(bits))]
    inputs = TASK.encode(bits)
    assert TASK.probabilities(inputs)[0].tolist() == [[1 - one, one] for one in odd]
    assert TASK.follows(inputs)[PARITY].tolist() == [odd]


def test_the_last_bits_alone_tell_nothing():
    assert TASK.rulers[0].value == math.log(2)
    inputs, targets, _ = TASK.examples(4_000, 12, torch.Generator().manual_seed(1))
    last = inputs[:, -3:] @ torch.tensor([4, 2, 1])
    shares = [targets[last == bits, -1].float().mean().item() for bits in range(8)]
    assert all(abs(share - 0.5) < 0.1 for share in shares)


def test_what_is_scored_comes_after_more_bits_than_a_few_last_symbols():
    examples = TASK.held_out(4, 30, torch.Generator())
    assert examples.weights.sum(1).tolist() == [15.0] * 4
    assert not examples.weights[:, :15].any()
