"""Indexes on disk, each built once for all sessions and processes."""

import os
import shutil
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ...jobs.steps import Blocked, Steps, run
from ...network import Network
from ..documents import Corpus
from ..index.build import key_of, trace_corpus
from ..index.state_index import Progress, StateIndex, StateIndexKey
from .eviction import UNFINISHED, discard, evict
from .location import VARIABLE, cache_folder
from .locks import acquired, build_lock, give_back, mark_in_use
from .reader import open_index
from .writer import MANIFEST, StateIndexError, Writer, sync_folder

LIMIT = 2 * 1024**3
"""Bytes that all indexes together may take."""

_PAUSE = 0.1
"""Seconds between two checks whether another process has finished."""


def load(key: StateIndexKey, folder: Path) -> StateIndex | None:
    """Return an index that exists and is complete, else ``None``; it counts as used just now.

    Raises:
        OSError: if the system cannot read it now, as with too many open files.
    """
    place = folder / key.name
    try:
        index = open_index(place, key)
        mark_in_use(index, place)
    except (StateIndexError, FileNotFoundError, BlockingIOError):  # damaged, or just being removed
        return None
    with suppress(OSError):  # another user's index can be read, but its time cannot be set
        os.utime(place / MANIFEST)
    return index


def load_or_build(
    network: Network, corpus: Corpus, folder: Path, limit: int = LIMIT
) -> Steps[Progress, StateIndex]:
    """Return the index of a network's reading of a corpus, building it if it does not exist.

    A damaged one is built again. The generator yields its progress, or that another process builds
    or removes this index; it may be closed at any time, and leaves nothing behind.

    Args:
        network: a network of one layer.
        corpus: what it reads.
        folder: where indexes are kept.
        limit: bytes that are kept in all; beyond them, the least recently used are removed.

    Raises:
        StateIndexError: if the index cannot be written, as on a full disk.
        ValueError: if this network cannot read this corpus, see ``trace_corpus``.
    """
    key = key_of(network, corpus)
    with _disk_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = build_lock(folder, key.name)
        blocked = False
        while not acquired(lock):
            blocked = True
            yield Blocked()
            time.sleep(_PAUSE)
        try:
            if blocked:
                yield Progress(0, 0)  # for which the job takes its turn again
            index = load(key, folder)
            if index is None:
                discard(folder / key.name)
                evict(folder, limit, _most_bytes(network, corpus), key)
                yield from _build(network, corpus, folder / key.name)
                evict(folder, limit, 0, key)
                index = open_index(folder / key.name, key)
                mark_in_use(index, folder / key.name)
            return index
        finally:
            give_back(lock)


def traced_once(network: Network, corpus: Corpus) -> StateIndex:
    """Read a corpus to its end the first time, and open its index from then on.

    It is kept in ``cache_folder()``, where the app looks for it, too.

    Raises:
        StateIndexError: if the index cannot be written, as on a full disk.
        ValueError: if this network cannot read this corpus, see ``trace_corpus``.
    """
    return run(load_or_build(network, corpus, cache_folder()))


def _build(network: Network, corpus: Corpus, place: Path) -> Generator[Progress, None, None]:
    unfinished = place.with_name(f"{place.name}{UNFINISHED}")
    try:
        with Writer(unfinished, network.cell.hidden_size) as writer:
            index = yield from trace_corpus(network, corpus, writer)
            writer.finish(index)
        unfinished.rename(place)
        sync_folder(place.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _most_bytes(network: Network, corpus: Corpus) -> int:
    """Return an upper bound of the index's size: tokens have at least one character."""
    tokens = sum(map(len, corpus.documents))
    return round(tokens * (1.25 * network.cell.hidden_size + 20)) + 2**23


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    """Raise every error of the disk as a ``StateIndexError`` with a one-line message."""
    try:
        yield
    except OSError as error:
        raise StateIndexError(
            f"States cannot be kept in {folder}: {error.strerror or error}. Make room there, or "
            f"name another folder in the environment variable {VARIABLE}."
        ) from error
