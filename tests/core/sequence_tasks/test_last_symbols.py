"""What the last k symbols tell: the digits of the table, counts of sampled text, and the limits."""

import time

import numpy as np
import pytest
import torch

from core.sequence_tasks import TASKS
from core.sequence_tasks.arrows import automaton, evenly
from core.sequence_tasks.automaton import entropy
from core.sequence_tasks.automaton_task import AutomatonTask
from core.sequence_tasks.last_symbols import given_last
from tests.core.sequence_tasks.tables import LAST_SYMBOLS, counted

WRITTEN = {key: task for key, task in TASKS.items() if isinstance(task, AutomatonTask)}


@pytest.mark.parametrize("key", LAST_SYMBOLS)
def test_rulers_have_the_digits_of_the_table(key):
    task = WRITTEN[key]
    found = {k: round(task.ruler(k).value, 5) for k in LAST_SYMBOLS[key]}
    assert found == LAST_SYMBOLS[key]


def windows(task: AutomatonTask, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the last k symbols before each that is scored, −1 before the text, and that one."""
    n, settled = 1_500, 0 if task.automaton.first else 40
    inputs, targets, weights = (
        part.numpy() for part in task.examples(n, 120, torch.Generator().manual_seed(1))
    )
    padded = np.concatenate([np.full((n, k), -1), inputs], 1)
    seen = [padded[:, place : place + 120] for place in range(1, k + 1)]
    scored = weights.astype(bool)
    scored[:, :settled] = False
    return np.stack([np.zeros_like(inputs), *seen], -1)[scored], targets[scored]


@pytest.mark.parametrize("k", [0, 1, 2, 3])
@pytest.mark.parametrize("key", WRITTEN)
def test_rulers_are_what_counting_sampled_text_gives(key, k):
    task = WRITTEN[key]
    assert counted(*windows(task, k)) == pytest.approx(task.ruler(k).value, abs=0.012)


@pytest.mark.parametrize("key", WRITTEN)
def test_who_sees_more_loses_less_and_never_less_than_the_optimum(key):
    task = WRITTEN[key]
    losses = [task.ruler(k).value for k in (0, 1, 2, 3, 5, 8, 12)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] >= task.optimum - 1e-12


def test_two_letters_tell_all_of_the_reber_grammar():
    task = WRITTEN["reber"]
    assert task.ruler(2).value == pytest.approx(task.optimum, abs=1e-12)
    assert task.ruler(9).value == pytest.approx(task.optimum, abs=1e-12)


def test_contexts_of_a_small_automaton_are_listed_by_hand():
    """Texts b a … a b end after each a with ½: of 3 scored symbols, 2 are as likely as not."""
    texts = automaton({"go": evenly({"a": "or"}), "or": evenly({"a": "or", "b": "go"})}, "ab", "b")
    # Of a a … a b, the a's are 2 on average, and one b follows; a b comes after an a only.
    assert texts.share.tolist() == pytest.approx([1 / 3, 2 / 3])
    assert given_last(texts, 0) == pytest.approx(entropy(np.array([[2 / 3, 1 / 3]])))
    assert given_last(texts, 1) == pytest.approx(2 / 3 * np.log(2))


@pytest.mark.parametrize("key", WRITTEN)
def test_twelve_symbols_take_no_time(key):
    task = WRITTEN[key]
    assert task.automaton.share.sum() == pytest.approx(1)
    began = time.process_time()
    task.ruler(12)
    assert time.process_time() - began < 0.3


def test_fewer_than_no_symbols_are_refused():
    with pytest.raises(ValueError, match="at least 0"):
        TASKS["brackets"].ruler(-1)
