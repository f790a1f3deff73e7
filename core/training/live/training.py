"""A training that can be looked at, stopped, continued and turned aside after any of its steps."""

import math
from collections.abc import Iterator
from dataclasses import replace

from ...jobs.steps import Steps, run
from ...network import Network
from ...sequence_tasks import SequenceTask
from ..clipping import Clipping
from ..learner import PartName
from .changes import Change, Dials, digest, in_force, with_change
from .film import Film, Frame
from .held_out import HeldOut
from .optimisers import weights_of
from .parts import Part, part_of
from .settings import Settings
from .snapshot import SnapshotError, read_header, read_state, write
from .state import MOST_STEPS, Divergence, State, distance, with_state
from .stepper import Stepper
from .subject import subject_of
from .tasks import task_of


class NoNextStep(RuntimeError):
    """Raised by a training that has diverged, or has taken all steps that it may take."""


class LiveTraining:
    """A training that leaves nothing to chance: task, settings and changes decide every byte.

    Only one thread at a time may use it; what it has returned is not changed by later steps.

    Args:
        task: a task, or the key of one in ``core.sequence_tasks``.
        settings: the dials; by default, an LSTM of 10 units.

    Raises:
        ValueError: if there is no such task.
    """

    def __init__(self, task: str | SequenceTask, settings: Settings | None = None) -> None:
        given = settings or Settings()
        self.task = task_of(task)
        self.settings = replace(given, length=given.length or self.task.length)
        self.changes: tuple[Change, ...] = ()
        self._subject = subject_of(self.task, self.settings)
        self._stepper = Stepper(self._subject)
        self._kept: tuple[State, ...] = (self._stepper.state(),)
        self._network: tuple[int, Network] | None = None

    @property
    def steps(self) -> int:
        """Steps that have been taken."""
        return self._stepper.step

    @property
    def losses(self) -> tuple[float, ...]:
        """The loss of each step on its own texts, before its update."""
        return tuple(self._stepper.losses)

    @property
    def loss(self) -> float:
        """The last one of the losses; NaN before the first step."""
        return self._stepper.losses[-1] if self._stepper.losses else math.nan

    @property
    def diverged(self) -> Divergence | None:
        """Why there is no next step, if there is none; the weights are those before it."""
        return self._stepper.divergence

    @property
    def dials(self) -> Settings:
        """The settings with all changes so far."""
        return in_force(self.settings, self.changes, self.steps)

    @property
    def digest(self) -> str:
        """The sha256 of task, settings and changes: where it is equal, so is every byte."""
        return digest(self.task.key, self.settings, self.changes)

    @property
    def film(self) -> Film:
        """What it was like after some of its steps."""
        subject, changes = self._subject, self.changes

        def network(frame: Frame) -> Network:
            assert frame.weights is not None
            return subject.network(frame.weights, frame.step, frame.held_out, changes)

        return Film(self._stepper.frames, self.task.probe, network)

    @property
    def film_to_now(self) -> Film:
        """The film with the present step as its last frame; if that is not kept, without norms."""
        film, present = self.film, self._stepper.present()
        return film if film.frames[-1] is present else replace(film, frames=(*film.frames, present))

    @property
    def network(self) -> Network:
        """The network as it is now; later steps do not change it. Its card has its figures."""
        if self._network is None or self._network[0] != self.steps:
            weights = weights_of(self._stepper.learner.parameters).numpy()
            found = self.steps, self.held_out()
            self._network = self.steps, self._subject.network(weights, *found, self.changes)
        return self._network[1]

    def held_out(self) -> HeldOut:
        """Return the loss on texts that it does not learn from, and its standard error."""
        return self._stepper.held_out()

    def held_out_loss(self) -> float:
        """Return the loss on texts that it does not learn from; never below the optimum."""
        return self.held_out().loss

    def step(self) -> None:
        """Take one step.

        A step whose loss, gradient or new weights are not finite is not taken: it sets
        ``diverged``, and the training has come to its end.

        Raises:
            NoNextStep: if the training has come to its end before.
        """
        for _part in self._parts():
            pass

    def step_in_parts(self) -> Iterator[Part]:
        """Take one step part by part, the same one as ``step`` would take.

        It has been taken once all parts have been drawn; one that is left halfway changes nothing.

        Yields:
            ``forward``, ``loss``, ``backward``, ``clip`` and ``update``, each with its numbers.

        Raises:
            NoNextStep: if the training has come to its end before.
        """
        before = weights_of(self._stepper.learner.parameters)
        for name in self._parts():
            yield part_of(name, self._stepper.learner, before)

    def change(self, learning_rate: float | None = None, clipping: Clipping | None = None) -> None:
        """Turn one of the dials that act live; it acts from the next step on.

        Raises:
            ValueError: if a dial cannot have such a value.
        """
        dials = self.dials
        rate = dials.learning_rate if learning_rate is None else learning_rate
        change = Change(self.steps, Dials(rate, clipping or dials.clipping))
        self.changes = with_change(self.settings, self.changes, change)

    def snapshot(self) -> bytes:
        """Return the training as bytes, film and past included; ``resume`` goes on from there."""
        return write(self.task.key, self.settings, self.changes, self._stepper.state())

    @classmethod
    def resume(cls, content: bytes, task: SequenceTask | None = None) -> "LiveTraining":
        """Return the training of a snapshot; it goes on bit for bit as if it had never stopped.

        Args:
            content: what ``snapshot`` returned.
            task: its task, where that is none of ``core.sequence_tasks``.

        Raises:
            SnapshotError: if it is no snapshot of this version of the app and of PyTorch, or one of
                another task.
            ValueError: if there is no such task.
        """
        header = read_header(content)
        training = cls(header.key if task is None else task, header.settings)
        if training.task.key != header.key:
            raise SnapshotError(
                f"resume expected a snapshot of {training.task.key}; got one of {header.key}. "
                "Give it the task that was learned."
            )
        state = read_state(content, header, training._stepper)
        if state.divergence is None:
            training._kept = (*training._kept, state)
        training._go_to(state, header.changes)
        return training

    def fork(
        self, step: int, *, learning_rate: float | None = None, clipping: Clipping | None = None
    ) -> "LiveTraining":
        """Return another training that was this one up to a step, then has other dials.

        Without other dials it goes on as this one did, bit for bit; dials that were changed later
        than this step stay as they were at it.

        Args:
            step: steps that had been taken, from 0; such as that of a frame of the film.
            learning_rate: as of ``change``.
            clipping: as of ``change``.

        Raises:
            ValueError: if it has not come to this step, or a dial cannot have such a value.
        """
        other = run(self.fork_in_steps(step))
        other.change(learning_rate, clipping)
        return other

    def fork_in_steps(self, step: int) -> Steps[float, "LiveTraining"]:
        """Do the same in steps, without other dials; yields the share that is done.

        The steps since the last state that it has kept are taken again: at most a quarter of all.
        """
        if not 0 <= step <= self.steps:
            raise ValueError(f"fork expected a step from 0 to {self.steps}; got {step}.")
        kept = tuple(state for state in self._kept if state.step <= step)
        other = LiveTraining(self.task, self.settings)
        other._kept = kept
        other._go_to(kept[-1], tuple(each for each in self.changes if each.step <= step))
        while other.steps < step:
            yield (other.steps - kept[-1].step) / (step - kept[-1].step)
            other.step()
        return other

    def _go_to(self, state: State, changes: tuple[Change, ...]) -> None:
        self._stepper.restore(state)
        self.changes = changes

    def _parts(self) -> Iterator[PartName]:
        if self.diverged:
            raise NoNextStep(
                f"The {self.diverged.reason} of step {self.diverged.step} was not finite. Fork the "
                "training from an earlier step, with a smaller learning rate."
            )
        if self.steps >= MOST_STEPS:
            raise NoNextStep(f"A training takes at most {MOST_STEPS:,} steps; this one has.")
        for name in self._stepper.parts(self.dials):
            if name == "update" and self.steps % distance(self.steps) == 0:
                self._kept = with_state(self._kept, self._stepper.state())
            yield name
