"""A training that a worker takes further, step by step, while pages see how far it is."""

import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from ...jobs.steps import Blocked, Steps
from ...network import Network
from .changes import Dials
from .film import MOST_FRAMES, Film
from .parts import Part
from .plan import Plan
from .state import MOST_KEPT as MOST_STATES
from .state import MOST_STEPS, Divergence
from .training import LiveTraining

MOST_SECONDS = 120.0
"""Processor time that a training may take in all."""

BURST = 0.03
"""Seconds of steps between two looks whether the work is still wanted."""

TURN = 5.0
"""Seconds after which a training that is not paced lets others have a turn."""

NAP = 0.04
"""Seconds between two looks while it waits for its pace, without a turn."""

LATE = 1.0
"""Seconds behind its pace after which a training does not try to catch up."""


@dataclass(frozen=True)
class Progress:
    """A training between two steps; nothing in it is changed by later ones.

    Attributes:
        step: steps that have been taken.
        losses: of each step, before its update.
        film: so far.
        diverged: why there is no next step, if its numbers are not finite.
        seconds: processor time that it has taken.
    """

    step: int
    losses: tuple[float, ...]
    film: Film
    diverged: Divergence | None
    seconds: float

    @property
    def is_over(self) -> bool:
        """Whether no further step may be taken."""
        return bool(self.diverged) or self.step >= MOST_STEPS or self.seconds >= MOST_SECONDS


class Experiment:
    """One plan's training. A worker and pages may use it at the same time.

    Args:
        plan: what is trained.
        training: one that follows the plan, however far it is; by default, one at its beginning.
        seconds: processor time that it has taken.

    Attributes:
        pace: steps a second, at most; infinite for as many as there can be. Whoever sets it sets it
            for all who look at the same training.
    """

    def __init__(
        self, plan: Plan, training: LiveTraining | None = None, seconds: float = 0
    ) -> None:
        self.plan, self.pace = plan, math.inf
        self._training = training or LiveTraining(plan.source, plan.settings)
        self._seconds, self._lock = seconds, threading.Lock()
        self.progress = self._now()

    @property
    def most_bytes(self) -> int:
        """About how many bytes it takes at most: a full film, and the states that it keeps."""
        frame = self.progress.film.frames[0]
        numbers = sum(each.nbytes for each in (frame.weights, frame.states) if each is not None)
        weights = sum(each.numel() for each in self._training.network.parameters())
        return MOST_FRAMES * numbers + (MOST_STATES + 2) * 3 * 4 * weights

    def work(self, until: int) -> Steps[Progress, Progress]:
        """Train up to a step; yields the progress, and gives its turn away while it waits.

        Args:
            until: steps that it is to have taken; it may end before, as ``Progress`` says.
        """
        due = began = time.monotonic()
        while self.progress.step < until and not self.progress.is_over:
            now = time.monotonic()
            if now - due > LATE:  # it was paused, or its steps take longer than its pace allows
                due = began = now
            due = self._burst(due, until)
            yield self.progress
            waits, is_long = due > time.monotonic(), time.monotonic() - began > TURN
            if waits or is_long:
                yield Blocked()
                yield from _wait(due)
                began = time.monotonic()
        return self.progress

    def step(self) -> None:
        """Take one step, unless the training is over."""
        with self._lock:
            if not self.progress.is_over:
                self._take()
                self.progress = self._now()

    def step_in_parts(self) -> tuple[Part, ...]:
        """Take one step and return its parts with their numbers; none if the training is over."""
        with self._lock:
            if self.progress.is_over:
                return ()
            self._turn_dials()
            parts = tuple(self._training.step_in_parts())
            self.progress = self._now()
            return parts

    def forked(self, step: int, dials: Dials) -> "Experiment":
        """Return another experiment that was this one up to a step, then has other dials.

        Raises:
            ValueError: if it has not come to this step, or a dial cannot have such a value.
        """
        with self._lock:
            other = self._training.fork(step)
        other.change(dials.learning_rate, dials.clipping)
        return Experiment(self.plan.changed(step, dials), other, self._seconds)

    def snapshot(self) -> bytes:
        """Return the training as bytes, to be resumed elsewhere."""
        with self._lock:
            return self._training.snapshot()

    def network(self) -> Network:
        """Return the network as it is now; later steps do not change it."""
        with self._lock:
            return self._training.network

    def _burst(self, due: float, until: int) -> float:
        """Take the steps that are due, for a moment; return when the next one is."""
        end = time.monotonic() + BURST
        with self._lock:
            while time.monotonic() < end and self._training.steps < until:
                if due > time.monotonic() or not self._take():
                    break
                due += 1 / self.pace
            self.progress = self._now()
        return due

    def _take(self) -> bool:
        """Take a step; return whether another one may follow."""
        self._turn_dials()
        started = time.thread_time()
        self._training.step()
        self._seconds += time.thread_time() - started
        return not self._training.diverged and self._training.steps < MOST_STEPS

    def _turn_dials(self) -> None:
        for step, dials in self.plan.changes:
            if step == self._training.steps:
                self._training.change(dials.learning_rate, dials.clipping)

    def _now(self) -> Progress:
        training = self._training
        return Progress(
            training.steps, training.losses, training.film, training.diverged, self._seconds
        )


def _wait(due: float) -> Iterator[Blocked]:
    while (left := due - time.monotonic()) > 0:
        time.sleep(min(NAP, left))
        yield Blocked()
