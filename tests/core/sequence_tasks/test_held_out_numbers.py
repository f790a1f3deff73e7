import pytest

from core.sequence_tasks.held_out_numbers import is_held_out, next_held_out


@pytest.mark.parametrize("digits", [2, 3, 4])
def test_from_any_number_every_held_out_one_is_reached_before_one_comes_again(digits: int):
    unseen = {number for number in range(10**digits) if is_held_out(number)}
    for first in (0, 17, 10**digits - 1, 10 ** (digits + 3) + 7):
        reached = [next_held_out(first, digits)]
        while (after := next_held_out(reached[-1], digits)) != reached[0]:
            reached.append(after)
        assert len(reached) == len(unseen)
        assert set(reached) == unseen
