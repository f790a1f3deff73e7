"""What a worker does: it takes trainings further, side by side, at the pace that is wanted."""

import time
from collections.abc import Callable, Iterator, Sequence

from ...jobs.steps import Blocked, Steps
from .experiment import Experiment

BURST = 0.03
"""Seconds of steps between two looks whether the work is still wanted."""

TURN = 5.0
"""Seconds after which trainings that need not wait let others have a turn."""

NAP = 0.04
"""Seconds between two looks while they wait for their pace, without a turn."""

LATE = 1.0
"""Seconds behind their pace after which they do not try to catch up."""


def train_together(
    experiments: Sequence[Experiment], until: int, pace: Callable[[], float]
) -> Steps[int, int]:
    """Train up to a step, those first that are behind; yields the fewest steps of any.

    While it waits for the pace, it has no turn, so that others work meanwhile.

    Args:
        experiments: at least one; those that come to their end let the others go on.
        until: steps that each is to have taken.
        pace: returns how many steps each may take in a second; infinite for as many as there can
            be.

    Returns:
        The fewest steps that one of them has taken.
    """
    due = began = time.monotonic()
    while behind := _behind(experiments, until):
        now = time.monotonic()
        if now - due > LATE:  # it was paused, or its steps take longer than the pace allows
            due = began = now
        end = now + BURST
        while behind and due <= time.monotonic() < end:
            for experiment in behind:
                experiment.step()
            due += 1 / pace()
            behind = _behind(experiments, until)
        yield _fewest(experiments)
        if due > time.monotonic() or time.monotonic() - began > TURN:
            yield Blocked()
            yield from _wait(due)
            began = time.monotonic()
    return _fewest(experiments)


def _behind(experiments: Sequence[Experiment], until: int) -> list[Experiment]:
    """Return those that have taken the fewest steps of all that can go on."""
    steps = {
        experiment: experiment.progress.step
        for experiment in experiments
        if not experiment.progress.is_over and experiment.progress.step < until
    }
    return [each for each, step in steps.items() if step == min(steps.values())]


def _fewest(experiments: Sequence[Experiment]) -> int:
    return min(experiment.progress.step for experiment in experiments)


def _wait(due: float) -> Iterator[Blocked]:
    while (left := due - time.monotonic()) > 0:
        time.sleep(min(NAP, left))
        yield Blocked()
