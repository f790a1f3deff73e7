"""A training that a worker takes further, step by step, while pages see how far it is."""

import threading
import time
from dataclasses import dataclass, replace

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
    """One plan's training. Workers and pages may use it at the same time.

    Args:
        plan: what is trained.
        training: one that follows the plan, however far it is; by default, one at its beginning.
        seconds: processor time that it has taken.
    """

    def __init__(
        self, plan: Plan, training: LiveTraining | None = None, seconds: float = 0
    ) -> None:
        self.plan = plan
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

    def step(self) -> None:
        """Take one step, unless the training is over."""
        with self._lock:
            if not self.progress.is_over:
                self._turn_dials()
                started = time.thread_time()
                self._training.step()
                self._seconds += time.thread_time() - started
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

    def film_to_now(self) -> None:
        """Have the film of the progress end with the present step, until there is a next one."""
        with self._lock:
            if self.progress.film.frames[-1].step != self.progress.step:
                self.progress = replace(self.progress, film=self._training.film_to_now)

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

    def _turn_dials(self) -> None:
        for step, dials in self.plan.changes:
            if step == self._training.steps:
                self._training.change(dials.learning_rate, dials.clipping)

    def _now(self) -> Progress:
        training = self._training
        return Progress(
            training.steps, training.losses, training.film, training.diverged, self._seconds
        )
