"""Reading a corpus in the background: one job for each store, whoever asks for it, and how often.

A job works for its visitors. It stops when the last one has left, or when none has been seen for
ten seconds, as when a browser was closed.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from dataclasses import dataclass

from core.analysis.corpus.cache import cache_folder, keep
from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.store import Progress, Store, StoreKey
from core.analysis.corpus.tracing import key_of
from core.network import Network

PATIENCE = 10.0
"""Seconds after which a visitor who has not been seen is gone."""

FINISHED = 4
"""How many jobs that are over are remembered, with their stores."""

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
    """The making of one store in a thread of its own. Made by ``Jobs``.

    Args:
        jobs: all jobs of the process.
        steps: makes the store.
    """

    def __init__(self, jobs: "Jobs", steps: Steps) -> None:
        self._jobs, self._steps = jobs, steps
        self._progress = Progress(0, 0)
        self._store: Store | None = None
        self._error: Exception | None = None
        self._ended = threading.Event()
        self._visitors: dict[str, float] = {}
        self._lock = threading.Lock()

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
        before = 0 if ended else self._jobs.before(self)
        waiting = self._progress.waiting and not ended
        done, total = self._progress.done, self._progress.total
        return Standing(done, total, waiting, before, self._store, self._error, stopped)

    def _wanted(self) -> bool:
        late = time.monotonic() - self._jobs.patience
        with self._lock:
            return any(seen > late for seen in self._visitors.values())

    def _work(self) -> None:
        try:
            while self._jobs.before(self) and self._wanted():
                time.sleep(_MOMENT)
            while self._wanted():
                self._progress = next(self._steps)
        except StopIteration as end:
            self._store = end.value
        except Exception as error:
            self._error = error
        finally:
            self._steps.close()
            self._jobs.ended(self)
            self._ended.set()


class Jobs:
    """All jobs of a process, for all its sessions.

    Args:
        make: makes a store, step by step; by default, on disk, where others find it.
        at_once: how many jobs work at the same time; the others wait for their turn.
        patience: seconds after which a visitor who has not been seen is gone.
    """

    def __init__(
        self,
        make: Callable[[Network, Corpus], Steps] | None = None,
        at_once: int = os.cpu_count() or 1,
        patience: float = PATIENCE,
    ) -> None:
        self.patience = patience
        self._make, self._at_once = make or _on_disk, at_once
        self._queue: list[Job] = []
        self._known: OrderedDict[StoreKey, Job] = OrderedDict()
        self._lock = threading.RLock()

    def join(self, network: Network, corpus: Corpus, visitor: str, again: bool = False) -> Job:
        """Return the job that makes a store; it begins if there is none.

        One that has succeeded or failed is remembered for some time.

        Args:
            network: a network of one layer.
            corpus: what it reads.
            visitor: who wants the store, by any name.
            again: whether to try anew what has failed.
        """
        key = key_of(network, corpus)
        with self._lock:
            job = self._known.get(key)
            standing = job.look(visitor) if job else None
            if job is None or standing is None or standing.stopped or (standing.error and again):
                job = self._begun(network, corpus, visitor)
                self._known[key] = job
            self._known.move_to_end(key)
            self._forget()
            return job

    def before(self, job: Job) -> int:
        """Return how many jobs have to end before this one can work."""
        with self._lock:
            place = self._queue.index(job) if job in self._queue else 0
            return max(place - self._at_once + 1, 0)

    def ended(self, job: Job) -> None:
        """Let the next one begin."""
        with self._lock:
            self._queue.remove(job)

    def _begun(self, network: Network, corpus: Corpus, visitor: str) -> Job:
        job = Job(self, self._make(network, corpus))
        job.look(visitor)
        self._queue.append(job)
        threading.Thread(target=job._work, name="corpus", daemon=True).start()
        return job

    def _forget(self) -> None:
        """Forget the jobs that were over the longest ago."""
        over = [key for key, job in self._known.items() if job not in self._queue]
        for key in over[:-FINISHED]:
            del self._known[key]


def _on_disk(network: Network, corpus: Corpus) -> Steps:
    return (yield from keep(network, corpus, cache_folder()))
