"""A queue that limits how many jobs work at the same time, and serves visitors in turn."""

import threading
from collections.abc import Collection
from typing import Literal, Protocol


class Queued(Protocol):
    """What waits for its turn."""

    def visitors(self) -> Collection[str]:
        """Return all who want its result."""
        ...


class NoRoom(Exception):
    """No more work is taken for now.

    Attributes:
        reason: ``own`` if so much of this visitor's work is waiting, ``queue`` if so much is in
            all, ``memory`` if there is little memory left.
    """

    def __init__(self, reason: Literal["own", "queue", "memory"]) -> None:
        super().__init__(f"No more work is taken for now: {reason}.")
        self.reason = reason


class Turns:
    """The jobs that work and those that wait.

    Visitors are served in turn, one job each, and the jobs of one visitor in the order in which
    they came. So nobody waits for more than one job of each other visitor, and for those that work
    already. A job of several visitors counts for the one of them who is served first.

    Args:
        at_once: how many work at the same time.
        most: how many may wait in all.
        most_each: how many may wait for one visitor.
    """

    def __init__(self, at_once: int, most: int, most_each: int) -> None:
        self._at_once, self._most, self._most_each = at_once, most, most_each
        self._working, self._waiting = list[Queued](), list[Queued]()
        self._ring: list[str] = []
        """The visitors with waiting jobs, the one who is served next first."""
        self._lock = threading.Lock()

    def enter(self, job: Queued) -> None:
        """Add a job, unless it is there already; it may have its turn at once.

        Raises:
            NoRoom: if it would have to wait and the queue takes no more.
        """
        with self._lock:
            if job in self._working or job in self._waiting:
                return
            if len(self._working) >= self._at_once:
                self._check_room(job)
            self._waiting.append(job)
            self._serve()

    def join(self, job: Queued) -> None:
        """Add a job that has been here before; while there is no room for it, do nothing."""
        try:
            self.enter(job)
        except NoRoom:
            return

    def has(self, job: Queued) -> bool:
        """Return whether it is this job's turn."""
        with self._lock:
            return job in self._working

    def knows(self, job: Queued) -> bool:
        """Return whether a job works or waits here."""
        with self._lock:
            return job in self._working or job in self._waiting

    def before(self, job: Queued) -> int:
        """Return how many jobs have to end before this one can work, if no others come.

        One that is not here is answered as if it came now, as the last one.
        """
        with self._lock:
            if job in self._working:
                return 0
            order = [waiting for waiting, _ in self._order()]
            place = order.index(job) if job in order else len(order)
            return max(place + len(self._working) - self._at_once + 1, 0)

    def leave(self, job: Queued) -> None:
        """Remove a job, if it is there, so that the next one can begin."""
        with self._lock:
            for jobs in (self._working, self._waiting):
                if job in jobs:
                    jobs.remove(job)
            self._serve()

    def _check_room(self, job: Queued) -> None:
        if len(self._waiting) >= self._most:
            raise NoRoom("queue")
        wanted = [visitor for waiting in self._waiting for visitor in waiting.visitors()]
        if all(wanted.count(visitor) >= self._most_each for visitor in job.visitors()):
            raise NoRoom("own")

    def _serve(self) -> None:
        """Give free turns to those who are first."""
        order = self._order()
        for job, visitor in order[: max(self._at_once - len(self._working), 0)]:
            self._waiting.remove(job)
            self._working.append(job)
            if visitor in self._ring:
                self._ring.remove(visitor)
                self._ring.append(visitor)

    def _order(self) -> list[tuple[Queued, str | None]]:
        """Return the waiting jobs in the order of their turns, each with whom it counts for.

        Jobs that nobody wants any more, and that will leave by themselves, are the last.
        """
        wanted: dict[str, list[Queued]] = {}
        for job in self._waiting:
            for visitor in job.visitors():
                wanted.setdefault(visitor, []).append(job)
        self._ring = [v for v in self._ring if v in wanted]
        self._ring += [v for v in wanted if v not in self._ring]
        order: dict[Queued, str | None] = {}
        ring = self._ring
        while ring:
            ring = [v for v in ring if any(job not in order for job in wanted[v])]
            for visitor in ring:
                job = next((job for job in wanted[visitor] if job not in order), None)
                if job is not None:
                    order[job] = visitor
        return [*(order | {job: None for job in self._waiting if job not in order}).items()]
