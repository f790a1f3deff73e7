"""The making of one store in the background, for as long as somebody wants it.

When the program ends, a job stops as if it was not wanted any more.
"""

import threading
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

from ..corpus.index.state_index import Progress, Store
from .turns import Turns

_MOMENT = 0.1
"""Seconds between two looks whether it is this job's turn."""

Steps = Generator[Progress, None, Store]


@dataclass(frozen=True)
class Standing:
    """How a job stands.

    Attributes:
        done: tokens that have been read.
        total: how many there are; 0 as long as it is not known.
        waiting: whether another process is at the same work, whose result will be used.
        before: how many jobs have to end before this one can begin.
        store: the result; ``None`` until it is there.
        error: why there is none.
        stopped: whether it has ended without either, because nobody wanted it any more.
    """

    done: int
    total: int
    waiting: bool
    before: int
    store: Store | None
    error: Exception | None
    stopped: bool

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.store is not None or self.error is not None or self.stopped


class Job:
    """The making of one store in a thread of its own. ``Jobs`` begins them.

    Args:
        steps: makes the store.
        turns: whose turn it is.
        patience: seconds after which a visitor who has not been seen is gone.
    """

    def __init__(self, steps: Steps, turns: Turns, patience: float) -> None:
        self._steps, self._turns, self._patience = steps, turns, patience
        self._progress = Progress(0, 0)
        self._store: Store | None = None
        self._error: Exception | None = None
        self._ended = threading.Event()
        self._visitors: dict[str, float] = {}
        self._lock = threading.Lock()

    def begin(self, visitor: str) -> None:
        """Begin to work for a first visitor, or wait for one's turn."""
        self._seen(visitor)
        self._turns.take(self)
        # No daemon: one that is inside PyTorch when the program ends makes it abort.
        thread = threading.Thread(target=self._work, name="corpus")
        try:
            thread.start()
        except RuntimeError as error:  # the system has no more threads
            self._error = error
            self._turns.leave(self)
            self._ended.set()

    def look(self, visitor: str) -> Standing:
        """Say how the job stands to somebody who wants its store, and is now known to be there."""
        self._seen(visitor)
        return self._standing()

    def leave(self, visitor: str) -> None:
        """Take one visitor's leave; the job stops unless there are others."""
        with self._lock:
            self._visitors.pop(visitor, None)

    def stop(self) -> None:
        """Stop, whoever wants the store."""
        with self._lock:
            self._visitors.clear()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end, at most so long, and say whether it has come."""
        return self._ended.wait(seconds)

    def _seen(self, visitor: str) -> None:
        with self._lock:
            self._visitors[visitor] = time.monotonic()

    def _standing(self) -> Standing:
        ended = self._ended.is_set()  # before the result is looked at, which is there by then
        stopped = ended and self._store is None and self._error is None
        before = 0 if ended else self._turns.before(self)
        waiting = self._progress.waiting and not ended
        done, total = self._progress.done, self._progress.total
        return Standing(done, total, waiting, before, self._store, self._error, stopped)

    def _wanted(self) -> bool:
        late = time.monotonic() - self._patience
        with self._lock:
            wanted = any(seen > late for seen in self._visitors.values())
        return wanted and threading.main_thread().is_alive()

    def _work(self) -> None:
        try:
            self._take_steps()
        finally:
            self._turns.leave(self)
            self._ended.set()

    def _take_steps(self) -> None:
        try:
            while self._turns.before(self) and self._wanted():
                time.sleep(_MOMENT)
            with closing(self._steps):
                while self._wanted():
                    self._progress = next(self._steps)
        except StopIteration as end:
            self._store = end.value
        except Exception as error:
            self._error = error
