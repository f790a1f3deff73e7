"""All jobs of a process: one for each key, however many sessions request it."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from .job import Job
from .steps import Progress, Result, Steps
from .turns import NoRoom, Turns
from .watch import Watch

FINISHED = 4
"""Number of finished jobs that are remembered, with their results."""


class Jobs:
    """One set of jobs for all sessions; all kinds of work share the same turns.

    Args:
        at_once: how many jobs work at the same time; the others wait for their turn.
        watch: who counts as watching a job, and for how long one is kept that nobody watches.
        most: how many may wait in all.
        most_each: how many may wait for one visitor, and how many more may be paused for one.
        has_memory: whether there is memory for another job; it is asked before one starts.
    """

    def __init__(
        self,
        at_once: int = os.cpu_count() or 1,
        watch: Watch = Watch(),  # noqa: B008
        most: int = 200,
        most_each: int = 8,
        has_memory: Callable[[], bool] = lambda: True,
    ) -> None:
        self._turns, self._watch = Turns(at_once, most, most_each), watch
        self._most_paused, self._has_memory = most_each, has_memory
        self._known: OrderedDict[Hashable, Job[Any, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def join(
        self,
        key: Hashable,
        work: Callable[[], Steps[Progress, Result]],
        visitor: str,
        again: bool = False,
    ) -> Job[Progress, Result]:
        """Return the job of a key; it starts if there is none, or if it was stopped.

        The last few jobs that have succeeded or failed are remembered.

        Args:
            key: identifies the work: equal keys mean equal work, so kinds of work share none.
            work: makes the generator that computes it.
            visitor: who wants the result, by any name.
            again: whether to retry a job that has failed.

        Raises:
            NoRoom: if it would have to start, and memory is short or the queue full.
        """
        with self._lock:
            job: Job[Progress, Result] | None = self._known.get(key)
            status = job.status(visitor) if job else None
            if job is None or status is None or status.stopped or (status.error and again):
                if not self._has_memory():
                    raise NoRoom("memory")
                job = Job(work, self._turns, self._watch)
                job.start(visitor)
                self._known[key] = job
                self._let_go(visitor)
            self._known.move_to_end(key)
            self._forget_the_earliest()
            return job

    def forget(self, key: Hashable) -> None:
        """Forget the job of a key with its result, if it has ended; else do nothing."""
        with self._lock:
            job = self._known.get(key)
            if job is not None and job.wait(0):
                del self._known[key]

    def _let_go(self, visitor: str) -> None:
        """Let a visitor leave the oldest of their paused jobs, beyond the number that is kept."""
        paused = [
            job
            for job in self._known.values()
            if visitor in job.visitors() and not self._turns.knows(job) and not job.wait(0)
        ]
        for job in paused[: max(len(paused) - self._most_paused, 0)]:
            job.leave(visitor)

    def _forget_the_earliest(self) -> None:
        """Forget all but the last few finished jobs that were requested."""
        over = [key for key, job in self._known.items() if job.wait(0)]
        for key in over[:-FINISHED]:
            del self._known[key]
