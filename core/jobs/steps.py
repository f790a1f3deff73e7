"""Work in steps: a generator that yields its progress and returns its result."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeAlias, TypeVar

Progress = TypeVar("Progress")
Result = TypeVar("Result")
Told = TypeVar("Told")


class Blocked:
    """Yielded instead of progress: the work waits for another process, as for its lock.

    Until the work yields something else, its job holds no turn. It sleeps between two of these.
    """


Steps: TypeAlias = Generator[Progress | Blocked, None, Result]
"""The work: yields its progress after each step, and returns the result."""


def retold(
    steps: Generator[Progress | Blocked, None, Result], tell: Callable[[Progress], Told]
) -> Steps[Told, Result]:
    """Do some work, and yield what a function makes of its progress."""
    with closing(steps):
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                return end.value
            yield step if isinstance(step, Blocked) else tell(step)


def run(steps: Generator[object, None, Result]) -> Result:
    """Take all steps at once, and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
