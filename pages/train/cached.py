"""The trainings of all sessions: equal plans share one, whoever started it."""

import os
from collections.abc import Mapping, Sequence
from threading import Lock
from weakref import WeakValueDictionary

import streamlit as st
from cachetools import LRUCache

from core.checkpoints import CheckpointError
from core.jobs.job import Job
from core.jobs.jobs import Jobs
from core.jobs.steps import Steps
from core.jobs.watch import Watch
from core.network import Network
from core.sequence_tasks.own_series import OwnSeries
from core.series.held_out import HeldOutForecast, held_out_forecast
from core.training.live import shipped
from core.training.live.experiment import Experiment
from core.training.live.frame_readings import FrameReader, FrameReading
from core.training.live.plan import Plan
from core.training.live.worker import train_together
from pages.shared import limits
from pages.shared.memory import MEBIBYTE
from pages.shared.view import visitor

MOST_KEPT = 64 * MEBIBYTE
MOST_PACES = 256
PATIENCE = 3.0
"""Seconds without a question after which nobody counts as watching a training."""


Key = tuple[str, ...]
"""What names trainings that are taken further together."""


@st.cache_resource(show_spinner=False)
def trainings() -> Jobs:
    """Return the trainings that go on, of all sessions; they leave a core to the pages."""
    most = limits.limits()
    return Jobs(
        at_once=max(1, (os.cpu_count() or 1) - 1),
        watch=Watch(is_connected=visitor.is_connected, patience=PATIENCE),
        most=most.jobs_waiting,
        most_each=most.jobs_waiting_each,
        has_memory=limits.has_memory,
    )


class Filmed:
    """An experiment and the readings of its frames, each made once for all sessions.

    Args:
        experiment: the training.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.reader = FrameReader(experiment.plan.source)
        self._lock = Lock()

    def readings(self) -> list[FrameReading]:
        """Return what each frame of the film does with the probe."""
        with self._lock:
            return self.reader.read(self.experiment.progress.film)


_known: LRUCache[str, Filmed] = LRUCache(
    MOST_KEPT, getsizeof=lambda filmed: filmed.experiment.most_bytes
)
_jobs: WeakValueDictionary[Key, Job[int, int]] = WeakValueDictionary()
_paces: LRUCache[Key, float] = LRUCache(MOST_PACES)
_one_at_a_time = Lock()


def find(plan: Plan) -> Filmed | None:
    """Return the training of a plan, if there is one: on this server, or among what ships."""
    with _one_at_a_time:
        filmed = _known.get(plan.digest)
        if filmed is None and (done := _shipped(plan)):
            filmed = _known[plan.digest] = Filmed(done)
        return filmed


def begin(plan: Plan) -> Filmed:
    """Return the training of a plan; there is one from now on.

    Raises:
        ValueError: if our networks cannot learn it.
    """
    with _one_at_a_time:
        if plan.digest not in _known:
            _known[plan.digest] = Filmed(_shipped(plan) or Experiment(plan))
        return _known[plan.digest]


def keep(experiment: Experiment) -> Filmed:
    """Keep a training that was made of another one, and return it, or what was kept before."""
    with _one_at_a_time:
        return _known.setdefault(experiment.plan.digest, Filmed(experiment))


def _shipped(plan: Plan) -> Experiment | None:
    try:
        training = shipped.find(plan)
    except CheckpointError:  # it can be trained again
        return None
    return None if training is None else Experiment(plan, training)


def work_on(experiments: Sequence[Experiment], until: int, pace: float) -> Job[int, int]:
    """Return the job that takes trainings to a step, and count this visitor as watching.

    Whoever sets the pace last sets it for all who watch the same trainings.

    Args:
        experiments: what is taken further together.
        until: steps that each is to have taken.
        pace: steps a second.

    Raises:
        NoRoom: if no more work is taken.
    """
    plans = [each.plan for each in experiments]
    key = _key(plans)
    if any(not each.progress.is_over and each.progress.step < until for each in experiments):
        trainings().forget(key)  # one that went less far, and is over
    _paces[key] = pace

    def work() -> Steps[int, int]:
        return train_together(experiments, until, lambda: _paces[key])

    _jobs[key] = trainings().join(key, work, visitor.name())
    return _jobs[key]


def job_of(plans: Sequence[Plan]) -> Job[int, int] | None:
    """Return the job that takes trainings further together, if there was one."""
    return _jobs.get(_key(plans))


def _key(plans: Sequence[Plan]) -> Key:
    return ("train", *(plan.digest for plan in plans))


@st.cache_resource(max_entries=16, show_spinner=False)
def forecast(
    key: tuple[str, ...], length: int, _task: OwnSeries, _networks: Mapping[str, Network]
) -> HeldOutForecast:
    """Return the forecasts of the held-out end of a series.

    Args:
        key: names the task and the weights of each network.
        length: rows of a window.
    """
    return held_out_forecast(_task, length, _networks)
