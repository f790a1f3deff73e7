"""One generator, run in a separate thread while anyone watches, and paused while nobody does."""

import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from .turns import Turns

_PAUSE = 0.1
"""Seconds between two checks whether it is this job's turn, or whether anyone watches again."""

Progress = TypeVar("Progress")
Result = TypeVar("Result")

Steps: TypeAlias = Generator[Progress, None, Result]
"""The work: yields its progress after each step, and returns the result."""


@dataclass(frozen=True)
class Status(Generic[Progress, Result]):
    """The state of a job.

    Attributes:
        progress: what the work last yielded; ``None`` before the first step.
        before: how many jobs have to end before this one can begin.
        over: whether nothing more will happen.
        result: what the work returned; ``None`` until then.
        error: why it failed, if it did.
    """

    progress: Progress | None
    before: int
    over: bool
    result: Result | None
    error: BaseException | None

    @property
    def stopped(self) -> bool:
        """Whether it ended without a result or an error, because nobody wanted it any more."""
        return self.over and self.result is None and self.error is None


@dataclass(frozen=True)
class Watch:
    """Who counts as watching a job.

    Attributes:
        is_connected: whether a visitor can be reached at all, by name: a closed tab cannot.
        patience: seconds after which a visitor who has not asked for the status, as when they look
            at something else, does not count as watching any more.
        keep: seconds after which a job that nobody watches is given up.
    """

    is_connected: Callable[[str], bool] = lambda _visitor: True
    patience: float = 10.0
    keep: float = 60.0


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
        self._work, self._turns, self._watch = work, turns, watch
        self._progress: Progress | None = None
        self._future: Future[Result] = Future()
        self._visitors: dict[str, float] = {}
        self._lock = threading.Lock()

    def start(self, visitor: str) -> None:
        """Join the queue for a first visitor, and begin when it is this job's turn."""
        self._mark_seen(visitor)
        self._turns.join(self)
        try:
            threading.Thread(target=self._run, name="job").start()
        except RuntimeError as error:  # the system has no more threads
            self._turns.leave(self)
            self._future.set_exception(error)

    def status(self, visitor: str) -> Status[Progress, Result]:
        """Return the job's state to a visitor, who counts as seen now and wants the result."""
        self._mark_seen(visitor)
        future = self._future
        if not future.done():
            return Status(self._progress, self._turns.before(self), False, None, None)
        if future.cancelled():
            return Status(self._progress, 0, True, None, None)
        error = future.exception()
        result = future.result() if error is None else None
        return Status(self._progress, 0, True, result, error)

    def leave(self, visitor: str) -> None:
        """Let one visitor go; the job stops unless there are others."""
        with self._lock:
            self._visitors.pop(visitor, None)

    def stop(self) -> None:
        """Stop, even if there are visitors."""
        with self._lock:
            self._visitors.clear()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end, at most this long, and return whether it has come."""
        return bool(wait([self._future], seconds).done)

    def _mark_seen(self, visitor: str) -> None:
        with self._lock:
            self._visitors[visitor] = time.monotonic()

    def _is_watched(self) -> bool:
        oldest = time.monotonic() - self._watch.patience
        with self._lock:
            recent = [visitor for visitor, seen in self._visitors.items() if seen > oldest]
        return any(map(self._watch.is_connected, recent))

    def _is_kept(self) -> bool:
        """Return whether somebody may still come back: not everyone has left."""
        oldest = time.monotonic() - self._watch.patience - self._watch.keep
        with self._lock:
            kept = any(seen > oldest for seen in self._visitors.values())
        return kept and threading.main_thread().is_alive()

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
            if not self._has_turn():
                return None
            with closing(self._work()) as steps:
                while self._goes_on():
                    try:
                        self._progress = next(steps)
                    except StopIteration as end:
                        return end.value
            return None
        finally:
            self._turns.leave(self)

    def _goes_on(self) -> bool:
        """Return whether to take the next step; while nobody watches, wait without a turn."""
        if not self._is_kept():
            return False
        if self._is_watched():
            return True
        self._turns.leave(self)
        since = time.monotonic()
        while self._is_kept() and time.monotonic() - since < self._watch.keep:
            if self._is_watched():
                self._turns.join(self)
                return self._has_turn()
            time.sleep(_PAUSE)
        return False

    def _has_turn(self) -> bool:
        """Wait for this job's turn; return whether it came while somebody might come back."""
        while self._turns.before(self) and self._is_kept():
            time.sleep(_PAUSE)
        return self._is_kept()
