"""A queue whose only turn is held until a test lets go, so that what waits is sure to be seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from core.jobs.jobs import Jobs
from core.jobs.steps import Steps
from core.jobs.watch import Watch
from pages.shared import results


@contextmanager
def held_turn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Send all work of a page through a queue that goes on once the event is set."""
    jobs, go_on = Jobs(at_once=1, watch=Watch(patience=1e6)), Event()

    def holding() -> Steps[float, str]:
        while not go_on.wait(0.01):
            yield 0.0
        return "let go"

    jobs.join("holding", holding, "the test")
    monkeypatch.setattr(results, "AT_ONCE", 0.0)
    monkeypatch.setattr(results, "jobs", lambda: jobs)
    try:
        yield go_on
    finally:
        go_on.set()
