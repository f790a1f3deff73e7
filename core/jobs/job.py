"""One generator, run in a separate thread while anyone watches, and paused while nobody does."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import closing
from typing import Generic

from .status import Status
from .steps import Blocked, Progress, Result, Steps
from .turns import Turns
from .watch import Watch, Watchers

_PAUSE = 0.1
"""Seconds between two checks whether it is this job's turn, or whether anyone watches again."""


class Job(Generic[Progress, Result]):
    """Work in a separate thread; ``Jobs`` starts them.

    It pauses after a step while no visitor watches, and leaves its turn to others; it goes on where
    it was as soon as one does. It stops when that takes too long, when every visitor has left of
    their own accord, or when the program ends.

    An executor's threads cannot be used here: it waits for them before the main thread counts as
    ended, so a job would never notice the end. Nor can daemon threads: one that is inside PyTorch
    when the program ends makes the program abort.

    Args:
        work: makes the generator; its result is not ``None``.
        turns: whose turn it is.
        watch: who counts as watching, and for how long a job is kept that nobody watches.
    """

    def __init__(
        self, work: Callable[[], Steps[Progress, Result]], turns: Turns, watch: Watch
    ) -> None:
        self._work, self._turns, self._watchers = work, turns, Watchers(watch)
        self._progress: Progress | None = None
        self._blocked_since: float | None = None
        self._future: Future[Result] = Future()

    def start(self, visitor: str) -> None:
        """Join the queue for a first visitor, and begin when it is this job's turn.

        Raises:
            NoRoom: if the queue takes no more.
        """
        self._watchers.see(visitor)
        self._turns.enter(self)
        try:
            threading.Thread(target=self._run, name="job", daemon=False).start()
        except RuntimeError as error:  # the system has no more threads
            self._turns.leave(self)
            self._future.set_exception(error)

    def status(self, visitor: str) -> Status[Progress, Result]:
        """Return the job's state to a visitor, who counts as seen now and wants the result."""
        self._watchers.see(visitor)
        future, since = self._future, self._blocked_since
        if not future.done():
            blocked = None if since is None else time.monotonic() - since
            before = self._turns.before(self)
            return Status(self._progress, before, False, None, None, blocked)
        if future.cancelled():
            return Status(self._progress, 0, True, None, None)
        error = future.exception()
        result = future.result() if error is None else None
        return Status(self._progress, 0, True, result, error)

    def visitors(self) -> list[str]:
        """Return all who want the result."""
        return self._watchers.names()

    def rest(self, visitor: str) -> None:
        """Let one visitor look away; the job pauses unless others watch, until one does."""
        self._watchers.rest(visitor)

    def leave(self, visitor: str) -> None:
        """Let one visitor go; the job stops unless there are others."""
        self._watchers.leave(visitor)

    def stop(self) -> None:
        """Stop, even if there are visitors."""
        self._watchers.clear()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end, at most this long, and return whether it has come."""
        return bool(wait([self._future], seconds).done)

    def _run(self) -> None:
        try:
            result = self._result()
            if result is not None:
                self._future.set_result(result)
        except Exception as error:  # noqa: BLE001 - whoever waits for the job gets it
            self._future.set_exception(error)
        finally:
            if self._future.cancel():  # which does nothing once there is a result or an error
                self._future.set_running_or_notify_cancel()  # wakes the threads that wait

    def _result(self) -> Result | None:
        """Take the steps, when it is their turn, and return the result; ``None`` if stopped."""
        try:
            if not self._goes_on():
                return None
            with closing(self._work()) as steps:
                while self._goes_on():
                    try:
                        self._note(next(steps))
                    except StopIteration as end:
                        return end.value
            return None
        finally:
            self._turns.leave(self)

    def _note(self, step: Progress | Blocked) -> None:
        if not isinstance(step, Blocked):
            self._progress, self._blocked_since = step, None
        elif self._blocked_since is None:
            self._blocked_since = time.monotonic()

    def _goes_on(self) -> bool:
        """Wait until the next step may be taken; return whether it is wanted at all."""
        while self._watchers.may_come_back() and threading.main_thread().is_alive():
            watched = self._watchers.any_watching()
            if not watched or self._blocked_since is not None:
                self._turns.leave(self)
            else:
                self._turns.join(self)
            if watched and (self._blocked_since is not None or self._turns.has(self)):
                return True
            time.sleep(_PAUSE)
        return False
