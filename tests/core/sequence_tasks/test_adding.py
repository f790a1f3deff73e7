"""Adding: where the marks are, what is scored, and what a guess costs."""

import pytest
import torch

from core.sequence_tasks.adding import MARKS, SUM, TASK


def test_one_mark_is_in_each_half_and_the_last_target_is_their_sum():
    inputs, targets, weights = TASK.examples(500, 21, torch.Generator().manual_seed(1))
    numbers, marks = inputs.unbind(-1)
    assert (marks[:, :10].sum(1) == 1).all()
    assert (marks[:, 10:].sum(1) == 1).all()
    assert marks.any(0).all()
    assert (weights == torch.eye(21)[-1]).all()
    assert targets[:, -1].tolist() == pytest.approx((numbers * marks).sum(1).tolist())


def test_rulers_are_the_mean_squared_errors_of_guesses():
    constant, one_known = TASK.rulers
    assert (constant.value, one_known.value) == pytest.approx((1 / 6, 1 / 12), abs=1e-12)
    inputs, targets, _ = TASK.examples(20_000, 4, torch.Generator().manual_seed(2))
    first = (inputs[:, :2, 0] * inputs[:, :2, 1]).sum(1)
    errors = torch.stack([targets[:, -1] - 1, targets[:, -1] - first - 0.5])
    assert (errors**2).mean(1).tolist() == pytest.approx([1 / 6, 1 / 12], abs=0.003)


def test_the_best_guess_takes_half_for_each_number_to_come():
    inputs = TASK.encode("0.2|0 0.9|1 0.4|0 0.3|1 0.8|0")
    assert TASK.best(inputs)[0].tolist() == pytest.approx([1, 1.4, 1.4, 1.2, 1.2])
    series = TASK.follows(inputs)
    assert series[MARKS][0].tolist() == [0, 1, 1, 2, 2]
    assert series[SUM][0].tolist() == pytest.approx([0, 0.9, 0.9, 1.2, 1.2])


def test_one_step_has_no_room_for_two_marks():
    with pytest.raises(ValueError, match="adding expected at least 2 steps"):
        TASK.examples(1, 1, torch.Generator())
