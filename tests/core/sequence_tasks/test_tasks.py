"""Every task: examples that its probabilities explain, probes that are legal, rulers in order."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks import TASKS, SequenceTask
from tests.core.sequence_tasks.tables import OPTIMA

every_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
of_symbols = pytest.mark.parametrize(
    "task", [task for task in TASKS.values() if task.symbols], ids=lambda task: task.key
)
of_numbers = pytest.mark.parametrize(
    "task", [task for task in TASKS.values() if not task.symbols], ids=lambda task: task.key
)


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def right(task: SequenceTask, inputs: torch.Tensor) -> np.ndarray:
    probabilities = task.probabilities(inputs)
    assert probabilities is not None
    return probabilities


def test_tasks_are_in_the_order_of_the_table():
    assert list(TASKS) == list(OPTIMA)
    assert {key: round(task.optimum, 5) for key, task in TASKS.items()} == OPTIMA


@every_task
def test_rulers_are_the_worst_first_and_all_above_the_optimum(task):
    values = [ruler.value for ruler in task.rulers]
    assert values == sorted(values, reverse=True)
    assert values[-1] > task.optimum
    assert len({ruler.name.format(n=ruler.n) for ruler in task.rulers}) == len(values)


@every_task
def test_examples_have_the_stated_shapes_and_types(task):
    inputs, targets, weights = task.examples(3, 24, generator())
    features = (task.features,) if task.features > 1 else ()
    assert inputs.shape == (3, 24, *features)
    assert targets.shape == weights.shape == (3, 24)
    number = torch.int64 if task.symbols else torch.float32
    assert (inputs.dtype, weights.dtype) == (number, torch.float32)
    assert targets.dtype == (torch.float32 if task.target == "next-value" else torch.int64)
    assert set(weights.unique().tolist()) <= {0.0, 1.0}
    assert weights.any(1).all()


@every_task
def test_equal_generators_give_equal_examples_and_texts(task):
    for one, other in zip(
        task.examples(4, 30, generator()), task.examples(4, 30, generator()), strict=True
    ):
        assert torch.equal(one, other)
    assert task.sample(30, generator()) == task.sample(30, generator())
    if task.key != "hello":
        assert task.sample(30, generator(2)) != task.sample(30, generator(3))


@every_task
def test_probe_and_sampled_text_can_be_read(task):
    steps = task.encode(task.probe).shape[1]
    assert 5 <= steps <= 64
    for line in task.sample(40, generator()).splitlines():
        assert task.encode(line).shape[0] == 1


@of_symbols
def test_no_symbol_of_the_probe_is_illegal(task):
    inputs = task.encode(task.probe)
    if task.target == "next-token":
        probabilities = right(task, inputs)[0, :-1]
        assert probabilities[np.arange(len(probabilities)), inputs[0, 1:]].min() > 0


@of_symbols
def test_the_true_probabilities_explain_the_targets(task):
    """Their cross-entropy is the optimum, but for chance and for texts that were cut."""
    inputs, targets, weights = task.examples(1_500, 120, generator(7))
    probabilities = right(task, inputs)
    assert probabilities.sum(-1) == pytest.approx(1.0)
    scored = weights.numpy() > 0
    if scored.all():
        scored[:, :40] = False  # what never ends is in its long run
    of_target = np.take_along_axis(probabilities, targets.numpy()[..., None], -1)[..., 0][scored]
    assert of_target.min() > 0
    assert -np.log(of_target).mean() == pytest.approx(task.optimum, abs=0.008)


@of_symbols
def test_what_follows_a_step_changes_nothing_before_it(task):
    inputs = task.examples(5, 30, generator()).inputs
    if task.key != "copy":
        assert (right(task, inputs)[:, :17] == right(task, inputs[:, :17])).all()


@of_numbers
def test_nothing_predicts_better_than_the_best(task):
    inputs, targets, weights = task.examples(60 if task.key == "wave" else 600, 40, generator(3))
    best = task.best(inputs)
    assert best.shape == weights.shape

    def loss(predicted: np.ndarray) -> float:
        return float(((predicted - targets.numpy()) ** 2)[weights.numpy() > 0].mean())

    assert (
        task.optimum - 0.01 < loss(best) < loss(0.98 * best + 0.02 * targets.numpy().mean() + 0.03)
    )
    assert task.probabilities(inputs) is None


@every_task
def test_what_may_be_followed_has_a_value_after_each_step(task):
    inputs = task.examples(3, 24, generator()).inputs
    for series in task.follows(inputs).values():
        assert series.shape == (3, 24)
        assert np.isfinite(series).all()


@of_symbols
def test_another_symbol_is_refused_by_its_name(task):
    with pytest.raises(ValueError, match=r"expected symbols .* got \['!'\]"):
        task.encode(task.probe + "!")


@of_numbers
@pytest.mark.parametrize("text", ["0.5 ten", "1|2|3", "0.5|"])
def test_what_is_no_step_is_refused(task, text):
    with pytest.raises(ValueError, match=f"{task.key} expected {task.features} number"):
        task.encode(text)


@pytest.mark.parametrize("key", ["copy", "adding", "parity", "wave", "ar1", "ma1"])
def test_tasks_whose_rulers_have_names_have_no_others(key):
    with pytest.raises(ValueError, match="ruler expected a task that predicts the next symbol"):
        TASKS[key].ruler(2)


@given(st.sampled_from(list(TASKS)), st.integers(21, 70), st.integers(0, 2**32))
def test_examples_can_have_any_length(key, length, seed):
    weights = TASKS[key].at_length(length).examples(2, length, generator(seed)).weights
    assert weights.shape == (2, length)
    assert math.isfinite(weights.sum())
