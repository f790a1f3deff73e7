"""aⁿbⁿ and aⁿbⁿcⁿ: formulas, and the figures of Lan et al. (2022) for long texts."""

import math

import numpy as np
import pytest

from core.sequence_tasks.counting import ANBN, ANBNCN, COUNT, MOST, STOP
from core.sequence_tasks.task import SequenceTask

TASKS = pytest.mark.parametrize(("task", "letters"), [(ANBN, "ab"), (ANBNCN, "abc")])
STOPPING = -STOP * math.log(STOP) - (1 - STOP) * math.log(1 - STOP)


def text(letters: str, n: int) -> str:
    return "#" + "".join(letter * n for letter in letters) + "#"


def nats(task: SequenceTask, symbols: str) -> float:
    """Return how surprising a text is."""
    inputs = task.encode(symbols)
    probabilities = task.probabilities(inputs)
    assert probabilities is not None
    return -np.log(probabilities[0, np.arange(len(symbols) - 1), inputs[0, 1:]]).sum()


@TASKS
def test_the_optimum_is_the_choices_by_the_length(task, letters):
    assert task.optimum == pytest.approx(STOPPING / STOP / (len(letters) / STOP + 1), abs=1e-12)


@TASKS
def test_who_does_not_count_is_unsure_after_each_letter(task, letters):
    ruler = next(ruler for ruler in task.rulers if ruler.lacks == COUNT)
    assert ruler.value == pytest.approx(len(letters) * task.optimum, abs=1e-12)
    assert ruler.value == pytest.approx(task.ruler(1).value, abs=1e-12)


@TASKS
@pytest.mark.parametrize("n", [1, 2, 7])
def test_a_text_is_as_likely_as_its_n(task, letters, n):
    expected = -math.log(STOP) - (n - 1) * math.log(1 - STOP)
    assert nats(task, text(letters, n)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("task", "letters", "bits"), [(ANBN, "ab", 0.2573), (ANBNCN, "abc", 0.1715)]
)
def test_in_long_texts_a_symbol_costs_what_the_paper_says(task, letters, bits):
    longer = nats(task, text(letters, 90)) - nats(task, text(letters, 80))
    assert round(longer / math.log(2) / (10 * len(letters)), 4) == bits


@TASKS
def test_what_is_left_out_has_no_weight(task, letters):
    assert (1 - STOP) ** MOST < 1e-15 < (1 - STOP) ** (MOST - 1)
    assert nats(task, text(letters, MOST)) < math.inf


def test_the_count_goes_up_and_comes_down_for_each_letter():
    series = ANBNCN.follows(ANBNCN.encode("#aaabbbccc#ab"))[COUNT]
    assert series.tolist() == [[0, 1, 2, 3, 2, 1, 0, 2, 1, 0, 0, 1, 0]]
