"""Changes of the dials while a training runs, and what names a run with its changes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any, NamedTuple

import torch

from ..clipping import Clipping
from .settings import Settings

FORMAT = 1
"""Of snapshots and of the way to compute them: a change of either gives all runs new digests."""


class Dials(NamedTuple):
    """The dials that act live."""

    learning_rate: float
    clipping: Clipping


class Change(NamedTuple):
    """A change of the dials.

    Attributes:
        step: steps that had been taken when it was made; it acts from the next one on.
        dials: all of them, from then on.
    """

    step: int
    dials: Dials

    def apply(self, settings: Settings) -> Settings:
        """Return the settings from this change on."""
        return replace(settings, **self.dials._asdict())

    def as_dict(self) -> dict[str, Any]:
        """Return its fields, for JSON."""
        rate, clipping = self.dials
        return {"step": self.step, "learning_rate": rate, "clipping": asdict(clipping)}

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Change":
        """Return the change of such fields.

        Raises:
            KeyError, TypeError, ValueError: if they are not such fields.
        """
        return cls(fields["step"], Dials(fields["learning_rate"], Clipping(**fields["clipping"])))


def in_force(settings: Settings, changes: Sequence[Change], step: int) -> Settings:
    """Return the settings with which the step after so many steps is taken.

    Args:
        settings: those of the beginning.
        changes: in the order of their steps.
        step: steps that have been taken.
    """
    for change in changes:
        if change.step <= step:
            settings = change.apply(settings)
    return settings


def with_change(
    settings: Settings, changes: Sequence[Change], change: Change
) -> tuple[Change, ...]:
    """Return the changes with one more: the last one at a step counts, and one of nothing does not.

    Raises:
        ValueError: if it changes a dial to a value that it may not have.
    """
    change.apply(settings)
    before = tuple(each for each in changes if each.step < change.step)
    was = in_force(settings, before, change.step)
    return before if change.apply(was) == was else (*before, change)


def checked(settings: Settings, changes: Iterable[Change], step: int) -> tuple[Change, ...]:
    """Return changes that a run of so many steps may have had.

    Raises:
        TypeError, ValueError: if it cannot have had them.
    """
    given, made = tuple(changes), ()
    for change in given:
        if not isinstance(change.step, int) or not 0 <= change.step <= step:
            raise ValueError(f"a change at step {change.step} of {step}")
        made = with_change(settings, made, change)
    if made != given:
        raise ValueError("changes that change nothing, or are not in order")
    return made


def digest(key: str, settings: Settings, changes: Sequence[Change]) -> str:
    """Return the sha256 of all that decides the bytes of a run after any number of steps.

    Args:
        key: of the task, which names all that its examples depend on.
        settings: those of the beginning, with a length.
        changes: in the order of their steps.
    """
    decided = {
        "format": FORMAT,
        "torch": str(torch.__version__),
        "task": key,
        "settings": settings.as_dict(),
        "changes": [change.as_dict() for change in changes],
    }
    return sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()
