"""Live trainings as work in steps, for a worker: limited in time, at any pace, easy to stop."""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

from ...jobs.steps import Steps
from .film import Film
from .state import MOST_STEPS, Divergence
from .training import LiveTraining

MOST_SECONDS = 120.0
"""Processor time that one call may take."""

NAP = 0.05
"""Seconds between two looks whether the work is still wanted, where it waits for its pace."""


class Progress(NamedTuple):
    """A training while it goes on; nothing in it is changed by later steps.

    Attributes:
        step: steps that have been taken.
        until: those that are wanted.
        seconds: processor time that this call has taken.
        loss: of the last step, before its update.
        film: so far.
        diverged: why there is no next step, if there is none.
    """

    step: int
    until: int
    seconds: float
    loss: float
    film: Film
    diverged: Divergence | None


def train_in_steps(
    training: LiveTraining,
    until: int,
    seconds: float = MOST_SECONDS,
    pace: Callable[[], float] = lambda: math.inf,
) -> Steps[Progress, Progress]:
    """Train up to a step; yields the progress after every step, and while it waits.

    It ends before that where the time is up, or where the training diverges.

    Args:
        training: it may have taken steps before; it can be left after any of them.
        until: steps that it is to have taken, at most 100,000.
        seconds: processor time for this, above 0, at most 120.
        pace: returns how many steps it may take in a second; it is asked before each of them.

    Returns:
        The progress at the end.

    Raises:
        ValueError: if it is asked for more steps or more time.
    """
    if until > MOST_STEPS or not 0 < seconds <= MOST_SECONDS:
        raise ValueError(
            f"train_in_steps expected at most {MOST_STEPS:,} steps and {MOST_SECONDS:.0f} seconds; "
            f"got {until:,} and {seconds}. Train again from where it ends."
        )
    work = 0.0
    while training.steps < until and not training.diverged and work < seconds:
        due, started = time.monotonic() + 1 / pace(), time.thread_time()
        training.step()
        work += time.thread_time() - started
        yield _progress(training, until, work)
        while (left := due - time.monotonic()) > 0:
            time.sleep(min(NAP, left))
            yield _progress(training, until, work)
    return _progress(training, until, work)


def _progress(training: LiveTraining, until: int, seconds: float) -> Progress:
    return Progress(training.steps, until, seconds, training.loss, training.film, training.diverged)
