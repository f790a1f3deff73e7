"""A training that a worker takes further: the same bytes, whatever pace, pauses and forks."""

import itertools
import math
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.jobs.steps import Blocked, run
from core.training.live import Clipping, LiveTraining, Settings
from core.training.live.changes import Dials
from core.training.live.experiment import Experiment
from core.training.live.plan import Plan
from core.training.live.worker import train_together

SETTINGS = Settings(hidden_size=3, batch_size=4, length=12, seed=5)
PLAN = Plan("brackets", SETTINGS)
OTHER = Dials(0.05, Clipping("value", 0.5))


def weights(training: LiveTraining | Experiment) -> np.ndarray:
    network = training.network() if isinstance(training, Experiment) else training.network
    return np.concatenate([each.detach().numpy().ravel() for each in network.parameters()])


def worked(experiment: Experiment, until: int) -> int:
    return run(train_together([experiment], until, lambda: math.inf))


def trained(steps: int, settings: Settings = SETTINGS) -> LiveTraining:
    training = LiveTraining("brackets", settings)
    for _step in range(steps):
        training.step()
    return training


def test_a_worker_makes_the_same_bytes_as_one_step_after_another():
    experiment = Experiment(PLAN)
    assert worked(experiment, 30) == 30
    assert worked(experiment, 45) == 45  # from where it is

    same = trained(45)
    np.testing.assert_array_equal(weights(experiment), weights(same))
    assert experiment.progress.losses == same.losses
    assert experiment.snapshot() == same.snapshot()


def test_work_that_is_left_at_any_point_goes_on_as_if_it_had_not_been():
    experiment = Experiment(PLAN)
    for looks in (1, 2, 3):
        work = train_together([experiment], 40, lambda: 400.0)
        for _look in itertools.islice(work, looks):
            pass
        work.close()
    worked(experiment, 40)

    np.testing.assert_array_equal(weights(experiment), weights(trained(40)))


def test_a_paced_training_has_no_turn_while_it_waits_and_keeps_its_pace():
    experiment = Experiment(PLAN)
    began, yielded = time.monotonic(), []
    for look in train_together([experiment], 4, lambda: 10.0):
        yielded.append(isinstance(look, Blocked))
    took = time.monotonic() - began

    assert experiment.progress.step == 4
    assert took >= 0.3  # the last of 4 steps is due after 3 tenths
    assert sum(yielded) >= 3


def test_a_training_ends_with_its_time(monkeypatch):
    monkeypatch.setattr("core.training.live.experiment.MOST_SECONDS", 0.0)
    experiment = Experiment(PLAN)
    worked(experiment, 100)
    assert experiment.progress.step == 0

    experiment.step()
    assert experiment.progress.is_over
    assert experiment.progress.step == 0
    assert experiment.step_in_parts() == ()


def test_one_that_diverges_is_over_and_keeps_its_last_finite_weights():
    settings = Settings(hidden_size=3, batch_size=4, length=12, learning_rate=100.0,
                        clipping=Clipping("off"), optimiser="sgd", cell="rnn")  # fmt: skip
    plan = Plan("wave", settings)
    experiment = Experiment(plan)
    worked(experiment, 500)

    assert experiment.progress.diverged
    assert experiment.progress.is_over
    assert np.isfinite(weights(experiment)).all()


def test_a_fork_is_what_its_plan_makes_from_the_beginning():
    experiment = Experiment(PLAN)
    worked(experiment, 40)
    fork = experiment.forked(24, OTHER)
    assert fork.progress.step == 24
    assert fork.plan.digest != PLAN.digest
    worked(fork, 50)

    again = Experiment(PLAN.changed(24, OTHER))
    worked(again, 50)
    assert again.plan.digest == fork.plan.digest
    np.testing.assert_array_equal(weights(fork), weights(again))
    np.testing.assert_array_equal(weights(experiment), weights(trained(40)))  # left as it was


def test_dials_that_stay_as_they_are_make_no_other_plan():
    same = Dials(SETTINGS.learning_rate, SETTINGS.clipping)
    assert PLAN.changed(10, same) == PLAN
    assert PLAN.changed(10, OTHER).changed(10, same) == PLAN
    later = PLAN.changed(10, OTHER).changed(20, same)
    assert [change.step for change in later.changes] == [10, 20]
    assert later.dials(15).learning_rate == 0.05
    assert later.changed(5, same) == PLAN  # what came after it is another past


def test_a_step_in_parts_is_the_step():
    parts, whole = Experiment(PLAN), Experiment(PLAN)
    names = [part.name for part in parts.step_in_parts()]
    whole.step()

    assert names == ["forward", "loss", "backward", "clip", "update"]
    np.testing.assert_array_equal(weights(parts), weights(whole))


def test_what_is_published_is_not_changed_by_later_steps():
    experiment = Experiment(PLAN)
    worked(experiment, 10)
    before = experiment.progress
    losses, steps = before.losses, [*before.film.steps]
    worked(experiment, 40)

    assert (before.step, before.losses, [*before.film.steps]) == (10, losses, steps)


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_a_plan_knows_the_length_that_suits_its_task(cell):
    plan = Plan("reber", Settings(cell=cell))
    explicit = Plan("reber", Settings(cell=cell, length=plan.source.length))
    assert plan.digest == explicit.digest == LiveTraining("reber", plan.settings).digest


def test_trainings_that_are_behind_catch_up_and_then_all_go_on_together():
    ahead, others = Experiment(PLAN), [Experiment(Plan("brackets", replace(SETTINGS, cell=cell)))
                                       for cell in ("rnn", "gru")]  # fmt: skip
    worked(ahead, 6)
    steps = []
    for _look in train_together([ahead, *others], 9, lambda: math.inf):
        steps.append([each.progress.step for each in (ahead, *others)])

    assert steps[-1] == [9, 9, 9]
    assert all(first >= 6 and abs(rnn - gru) <= 1 for first, rnn, gru in steps)
    np.testing.assert_array_equal(weights(ahead), weights(trained(9)))


def test_one_that_has_diverged_lets_the_others_go_on():
    lost = Experiment(Plan("wave", replace(SETTINGS, cell="rnn", learning_rate=100.0,
                                           optimiser="sgd", clipping=Clipping("off"))))  # fmt: skip
    fine = Experiment(Plan("wave", SETTINGS))
    run(train_together([lost, fine], 400, lambda: math.inf))
    assert lost.progress.diverged
    assert fine.progress.step == 400


def test_a_film_can_end_with_a_step_that_it_does_not_keep():
    experiment = Experiment(PLAN)
    worked(experiment, 11)
    kept = experiment.progress.film
    assert kept.frames[-1].step == 8

    experiment.film_to_now()
    film = experiment.progress.film
    experiment.film_to_now()
    assert experiment.progress.film is film
    assert film.frames[:-1] == kept.frames
    assert film.frames[-1].step == 11
    assert np.isnan(film.frames[-1].gradient_norms).all()
    assert film.frames[-1].held_out.loss == trained(11).held_out_loss()
    last, now = film.network(len(film) - 1).parameters(), experiment.network().parameters()
    assert all(torch.equal(one, other) for one, other in zip(last, now, strict=True))

    experiment.step()
    assert experiment.progress.film.frames == kept.frames
    worked(experiment, 16)
    experiment.film_to_now()
    assert [frame.step for frame in experiment.progress.film.frames[-2:]] == [8, 16]
