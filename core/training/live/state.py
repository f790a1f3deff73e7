"""The state of a training between two steps: all that its next step depends on, and its past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor

from .film import Frame

MOST_STEPS = 100_000
"""Steps that a training may take."""

MOST_KEPT = 8
FIRST_DISTANCE = 64


class Divergence(NamedTuple):
    """Why a training cannot go on.

    Attributes:
        step: the number of the step, from 1, that could not be taken; the weights are those
            before it.
        reason: what was infinite or not a number: ``loss``, ``gradient`` or ``weights``.
    """

    step: int
    reason: str


@dataclass(frozen=True, eq=False)
class State:
    """A training after one of its steps; nothing in it is changed by later ones.

    Attributes:
        step: steps that have been taken.
        weights: all that are learned, one after another, ``(n,)``.
        memory: what the optimiser keeps, by name, each ``(n,)``.
        random: the state of the generator of the texts.
        losses: of each step, before its update.
        clippings: steps whose gradient was clipped.
        frames: of the film.
        divergence: why there is no next step, if there is none.
    """

    step: int
    weights: Tensor
    memory: Mapping[str, Tensor]
    random: Tensor
    losses: tuple[float, ...]
    clippings: int
    frames: tuple[Frame, ...]
    divergence: Divergence | None


def distance(last: int) -> int:
    """Return how many steps lie between two states that a run of so many steps keeps.

    >>> [distance(last) for last in (0, 575, 576, 100_000)]
    [64, 64, 128, 16384]
    """
    steps = FIRST_DISTANCE
    while last // steps > MOST_KEPT:
        steps *= 2
    return steps


def with_state(states: Sequence[State], state: State) -> tuple[State, ...]:
    """Return a run's kept states and one more, without those that no longer have a place."""
    return (*(each for each in states if each.step % distance(state.step) == 0), state)
