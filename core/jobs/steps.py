"""Work in steps: a generator that yields its progress and returns its result."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeAlias, TypeVar

Progress = TypeVar("Progress")
Result = TypeVar("Result")


class Blocked:
    """Yielded instead of progress: the work waits for another process, as for its lock.

    Until the work yields something else, its job holds no turn. It sleeps between two of these.
    """


Steps: TypeAlias = Generator[Progress | Blocked, None, Result]
"""The work: yields its progress after each step, and returns the result."""


def shares(
    steps: Steps[Progress, Result], share: Callable[[Progress], float]
) -> Steps[float, Result]:
    """Do some work, and yield the share that is done, in 0..1, in place of its own progress."""
    with closing(steps):
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                return end.value
            yield step if isinstance(step, Blocked) else share(step)


def run(steps: Generator[object, None, Result]) -> Result:
    """Take all steps at once, and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
