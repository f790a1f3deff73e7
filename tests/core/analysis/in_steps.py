"""Runs work that yields the share that is done, and keeps the shares."""

from typing import Any

from core.jobs.steps import Result, Steps


def in_steps(steps: Steps[Any, Result]) -> tuple[Result, list[Any]]:
    """Return the result and everything that was yielded before it."""
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return end.value, yielded
