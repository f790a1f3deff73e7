"""What has been learned: rulers passed by two standard errors, and what is missing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks import TASKS
from core.sequence_tasks.counting import COUNT
from core.sequence_tasks.grammars import OUTER
from core.sequence_tasks.learned import learned
from core.sequence_tasks.task import FURTHER_BACK


def test_a_ruler_is_passed_two_standard_errors_below_it():
    task = TASKS["brackets"]
    third = task.ruler(3)  # 1.09158
    assert learned(task, third.value - 0.011, 0.005) == (third, task.ruler(4), FURTHER_BACK)
    assert learned(task, third.value - 0.009, 0.005).passed == task.ruler(2)


def test_who_has_passed_no_ruler_has_the_worst_one_ahead():
    for loss in (1.9, 1.71185, math.inf, math.nan):
        assert learned(TASKS["brackets"], loss, 0.0) == (None, TASKS["brackets"].ruler(0), None)


@pytest.mark.parametrize(
    ("key", "loss", "missing"),
    [
        ("embedded-reber", 0.6, FURTHER_BACK),
        ("embedded-reber", 0.5, OUTER),
        ("embedded-reber", 0.46, OUTER),
        ("anbn", 0.5, COUNT),
        ("anbn", 0.4, COUNT),
        ("ma1", 0.35, "the last value"),
        ("ma1", 0.3, "the values before it"),
        ("adding", 0.1, "the marked numbers"),
        ("adding", 0.05, "the other number"),
        ("copy", 0.5, "the other symbols"),
    ],
)
def test_what_is_missing_has_the_name_of_what_was_not_remembered(key, loss, missing):
    assert learned(TASKS[key], loss, 0.001).missing == missing


@pytest.mark.parametrize("key", TASKS)
def test_nothing_is_missing_at_the_optimum(key):
    task = TASKS[key]
    assert learned(task, task.optimum, 0.0) == (task.rulers[-1], None, None)
    wide = (task.rulers[-1].value - task.optimum) / 5
    assert learned(task, task.optimum + 1.9 * wide, wide) == (task.rulers[-1], None, None)


@given(st.sampled_from(list(TASKS)), st.floats(0, 3), st.floats(0, 0.1))
def test_passed_and_ahead_are_neighbours(key, loss, error):
    task = TASKS[key]
    passed, ahead, missing = learned(task, loss, error)
    count = 0 if passed is None else task.rulers.index(passed) + 1
    assert ahead == (task.rulers[count] if count < len(task.rulers) else None)
    assert all(
        (ruler.value > loss + 2 * error) == (n < count) for n, ruler in enumerate(task.rulers)
    )
    assert not (missing is None and ahead and passed)


def test_a_negative_standard_error_is_refused():
    with pytest.raises(ValueError, match=r"at least 0; got -0\.1"):
        learned(TASKS["hello"], 0.5, -0.1)
