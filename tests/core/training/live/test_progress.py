"""Training for a worker: it says where it is after every step, and ends when it should."""

import time

import pytest

from core.jobs.steps import run
from core.training.live import Clipping, LiveTraining, Settings, train_in_steps

SMALL = Settings(hidden_size=2, batch_size=2)


def test_progress_comes_after_every_step() -> None:
    training = LiveTraining("brackets", SMALL)
    seen = list(train_in_steps(training, until=5))
    assert [progress.step for progress in seen] == [1, 2, 3, 4, 5]
    assert [len(progress.film) for progress in seen] == [2, 3, 3, 4, 4]
    assert seen[-1].loss == training.loss
    assert 0 < seen[0].seconds < seen[-1].seconds


def test_it_can_be_left_and_taken_up_again() -> None:
    training, other = (LiveTraining("brackets", SMALL) for _ in range(2))
    begun = train_in_steps(training, until=9)
    next(begun)
    begun.close()
    assert training.steps == 1
    assert run(train_in_steps(training, until=4)).step == 4
    run(train_in_steps(other, until=4))
    assert training.snapshot() == other.snapshot()


def test_it_ends_when_its_time_is_up_or_the_numbers_are() -> None:
    assert run(train_in_steps(LiveTraining("brackets", SMALL), 1_000, seconds=1e-9)).step == 1
    wild = Settings(
        hidden_size=2, batch_size=4, optimiser="sgd", learning_rate=10, clipping=Clipping("off")
    )
    end = run(train_in_steps(LiveTraining("ar1", wild), until=1_000))
    assert end.diverged is not None
    assert end.step == end.diverged.step - 1
    assert run(train_in_steps(LiveTraining("brackets", SMALL), until=0)).step == 0


@pytest.mark.parametrize(("until", "seconds"), [(100_001, 1.0), (10, 121.0), (10, 0.0)])
def test_it_has_limits(until: int, seconds: float) -> None:
    with pytest.raises(ValueError, match=r"at most 100,000 steps and 120 seconds"):
        run(train_in_steps(LiveTraining("brackets", SMALL), until, seconds))


def test_a_pace_is_kept_and_can_be_changed_and_left() -> None:
    """Five steps a second leave 200 ms between two; it looks up every 50 ms meanwhile."""
    paces = iter([5.0, 1_000_000.0, 1_000_000.0])
    begun = time.monotonic()
    seen = [
        each.step for each in train_in_steps(LiveTraining("brackets", SMALL), 3, 9, paces.__next__)
    ]
    assert time.monotonic() - begun >= 0.2
    assert seen.count(1) >= 3
    assert seen[-1] == 3
