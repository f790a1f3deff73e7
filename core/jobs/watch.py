"""The visitors who want a job's result, and whether any of them is there."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


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


class Watchers:
    """The visitors of one job, by name, and when each was last seen.

    Args:
        watch: who counts as watching, and for how long a job is kept that nobody watches.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch, self._lock = watch, threading.Lock()
        self._seen: dict[str, float] = {}
        self._unwatched_since: float | None = None

    def see(self, visitor: str) -> None:
        """Count a visitor as seen now."""
        with self._lock:
            self._seen[visitor] = time.monotonic()

    def rest(self, visitor: str) -> None:
        """Count a visitor as not watching from now on, who may come back."""
        with self._lock:
            if visitor in self._seen:
                self._seen[visitor] = time.monotonic() - self._watch.patience

    def leave(self, visitor: str) -> None:
        """Let one visitor go."""
        with self._lock:
            self._seen.pop(visitor, None)

    def clear(self) -> None:
        """Let all of them go."""
        with self._lock:
            self._seen.clear()

    def names(self) -> list[str]:
        """Return all who have not left."""
        with self._lock:
            return [*self._seen]

    def any_watching(self) -> bool:
        """Return whether anybody was seen not long ago and can be reached."""
        oldest = time.monotonic() - self._watch.patience
        with self._lock:
            recent = [visitor for visitor, seen in self._seen.items() if seen > oldest]
        watching = any(map(self._watch.is_connected, recent))
        if watching:
            self._unwatched_since = None
        elif self._unwatched_since is None:
            self._unwatched_since = time.monotonic()
        return watching

    def may_come_back(self) -> bool:
        """Return whether to keep the job: somebody has not left, nor been away for long."""
        now, since = time.monotonic(), self._unwatched_since
        if since is not None and now - since >= self._watch.keep:
            return False
        oldest = now - self._watch.patience - self._watch.keep
        with self._lock:
            return any(seen > oldest for seen in self._seen.values())
