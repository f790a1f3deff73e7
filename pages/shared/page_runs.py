"""How many pages run at once: two, since one process computes one thing at a time anyway.

A hundred pages that run side by side all end last, and take turns with the server's own thread: it
answers nobody for seconds, not even a watchdog. One after the other, half of the visitors wait half
as long, the last one no longer, and the server answers all the while.
"""

import threading
import time
from collections import deque

AT_ONCE = 2
COUNTS_FOR = 0.25
"""Seconds after which a run holds up nobody any more: what takes so long is no plain page."""


class PageRuns:
    """Lets pages begin in the order in which they came; a run ends with its thread.

    Args:
        at_once: how many may run.
        counts_for: seconds after which one that still runs does not count any more.
    """

    def __init__(self, at_once: int, counts_for: float) -> None:
        self._at_once, self._counts_for = at_once, counts_for
        self._line = _Line()
        self._changed = threading.Condition()
        self._begun: dict[int, float] = {}
        self._of_thread = threading.local()

    def begin(self) -> None:
        """Wait until this thread's page may run; ends the run that the thread was in before."""
        self._of_thread.run = None
        run = _Run(self)
        with self._line, self._changed:
            while (seconds := self._until_one_may_begin()) > 0:
                self._changed.wait(seconds)
            self._begun[id(run)] = time.monotonic()
        self._of_thread.run = run

    def end(self, run: "_Run") -> None:
        """Let the next one begin."""
        with self._changed:
            self._begun.pop(id(run), None)
            self._changed.notify()

    def _until_one_may_begin(self) -> float:
        oldest = time.monotonic() - self._counts_for
        counted = sorted(begun for begun in self._begun.values() if begun > oldest)
        return counted[-self._at_once] - oldest if len(counted) >= self._at_once else 0.0


class _Run:
    """Kept by its thread only, so that it goes with the thread, however the page has ended."""

    def __init__(self, runs: PageRuns) -> None:
        self._runs = runs

    def __del__(self) -> None:
        self._runs.end(self)


class _Line:
    """A lock for one thread after another, in the order in which they came.

    Python's own is often taken by a newcomer before the one that was woken for it is awake.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_held = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        with self._lock:
            if not self._is_held:
                self._is_held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_held = False


_runs = PageRuns(AT_ONCE, COUNTS_FOR)
begin = _runs.begin
