"""Reading corpora in the background: one job for each store, whoever asks for it, and how often.

A job works for its visitors. It stops when the last one has left, or when none has been seen for
ten seconds, as when a browser was closed.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable

from ..jobs.job import Job, Steps
from ..jobs.turns import Turns
from ..network import Network
from .disk.cache import keep
from .disk.location import cache_folder
from .documents import Corpus
from .index.build import key_of
from .index.state_index import StoreKey

PATIENCE = 10.0
"""Seconds after which a visitor who has not been seen is gone."""

FINISHED = 4
"""How many jobs that are over are remembered, with their stores."""


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
        self._make, self._turns, self._patience = make or _on_disk, Turns(at_once), patience
        self._known: OrderedDict[StoreKey, Job] = OrderedDict()
        self._lock = threading.Lock()

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

    def _begun(self, network: Network, corpus: Corpus, visitor: str) -> Job:
        job = Job(self._make(network, corpus), self._turns, self._patience)
        job.begin(visitor)
        return job

    def _forget(self) -> None:
        """Forget the jobs that are over and were wanted the longest ago."""
        over = [key for key, job in self._known.items() if job.wait(0)]
        for key in over[:-FINISHED]:
            del self._known[key]


def _on_disk(network: Network, corpus: Corpus) -> Steps:
    return (yield from keep(network, corpus, cache_folder()))
