"""A queue that limits how many jobs work at the same time."""

import threading


class Turns:
    """The jobs that work and those that wait: first come, first served.

    Args:
        at_once: how many work at the same time.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once, self._queue, self._lock = at_once, list[object](), threading.Lock()

    def join(self, job: object) -> None:
        """Add a job at the end of the queue, unless it is there already."""
        with self._lock:
            if job not in self._queue:
                self._queue.append(job)

    def has(self, job: object) -> bool:
        """Return whether it is this job's turn."""
        with self._lock:
            return job in self._queue[: self._at_once]

    def before(self, job: object) -> int:
        """Return how many jobs have to end before this one can work.

        One that is not here is answered as if it came now, as the last one.
        """
        with self._lock:
            place = self._queue.index(job) if job in self._queue else len(self._queue)
            return max(place - self._at_once + 1, 0)

    def leave(self, job: object) -> None:
        """Remove a job, if it is there, so that the next one can begin."""
        with self._lock:
            if job in self._queue:
                self._queue.remove(job)
