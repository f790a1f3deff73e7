"""Corpora read by networks in the background: one job for each index, kept on disk."""

from collections.abc import Callable
from contextlib import suppress

from ..jobs.job import Job
from ..jobs.jobs import Jobs
from ..jobs.steps import Steps
from ..network import Network
from .disk.cache import load_or_build
from .disk.eviction import clear_up
from .disk.location import cache_folder
from .disk.writer import MANIFEST, StateIndexError
from .documents import Corpus
from .index.build import key_of
from .index.state_index import Progress, StateIndex

ReadingJob = Job[Progress, StateIndex]
"""A job that reads a corpus."""


def is_ready(network: Network, corpus: Corpus) -> bool:
    """Return whether an index of this reading is on disk, so that it takes no time."""
    return (cache_folder() / key_of(network, corpus).name / MANIFEST).exists()


def tidy() -> None:
    """Remove what killed processes have left where indexes are kept; called when a program starts.

    Where that cannot be done, whoever reads a corpus is told.
    """
    with suppress(StateIndexError, OSError):
        clear_up(cache_folder())


def _on_disk(network: Network, corpus: Corpus) -> Steps[Progress, StateIndex]:
    return (yield from load_or_build(network, corpus, cache_folder()))


def join_reading(
    jobs: Jobs,
    network: Network,
    corpus: Corpus,
    visitor: str,
    again: bool = False,
    make: Callable[[Network, Corpus], Steps[Progress, StateIndex]] = _on_disk,
) -> ReadingJob:
    """Return the job that reads a corpus; it starts if there is none.

    Args:
        jobs: all jobs of the process.
        network: a network of one layer.
        corpus: what it reads.
        visitor: who wants the index, by any name.
        again: whether to retry a job that has failed.
        make: builds the index, step by step; by default on disk, where other processes find it.
    """
    return jobs.join(key_of(network, corpus), lambda: make(network, corpus), visitor, again)
