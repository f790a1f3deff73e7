"""What is to be trained: a task, the dials, and their changes; equal plans make equal bytes."""

from dataclasses import dataclass, replace
from functools import cached_property

from ...sequence_tasks import SequenceTask
from .changes import Change, Dials, digest, in_force, with_change
from .settings import Settings
from .tasks import task_of


@dataclass(frozen=True)
class Plan:
    """A training before it has begun.

    Attributes:
        task: the key of a task in ``core.sequence_tasks``, or a task of one's own.
        settings: the dials at the beginning, with a length.
        changes: of the dials, in the order of their steps.
    """

    task: str | SequenceTask
    settings: Settings
    changes: tuple[Change, ...] = ()

    @cached_property
    def source(self) -> SequenceTask:
        """The task itself.

        Raises:
            ValueError: if there is none of this key.
        """
        return task_of(self.task)

    @cached_property
    def digest(self) -> str:
        """The sha256 of all that decides its bytes."""
        length = self.settings.length or self.source.length
        return digest(self.source.key, replace(self.settings, length=length), self.changes)

    def dials(self, step: int) -> Settings:
        """Return the settings with which the step after so many steps is taken."""
        return in_force(self.settings, self.changes, step)

    def changed(self, step: int, dials: Dials) -> "Plan":
        """Return a plan that is this one up to a step, then has other dials.

        Raises:
            ValueError: if a dial cannot have such a value.
        """
        before = tuple(each for each in self.changes if each.step <= step)
        return replace(self, changes=with_change(self.settings, before, Change(step, dials)))
