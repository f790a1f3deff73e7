"""Stores on disk, each made once for all sessions and processes."""

import os
import shutil
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from ...network import Network
from ..documents import Corpus
from ..index.build import key_of, trace_corpus
from ..index.state_index import Progress, Store, StoreKey
from .eviction import LOCK, UNFINISHED, acquired, discard, make_room
from .location import VARIABLE
from .locks import hold
from .reader import open_store
from .writer import MANIFEST, StoreError, Writer, sync_folder

LIMIT = 2 * 1024**3
"""Bytes that are kept in all."""

_AGAIN = 0.1
"""Seconds between two looks whether another process has finished."""


def kept(key: StoreKey, folder: Path) -> Store | None:
    """Return a store that is there already and whole; it counts as used just now.

    Raises:
        OSError: if the system could not read anything now, as with too many open files.
    """
    place = folder / key.name
    try:
        store = open_store(place, key)
        hold(store, place)
    except (StoreError, FileNotFoundError, BlockingIOError):  # damaged, or just being removed
        return None
    with suppress(OSError):  # it may be somebody else's, and can be read all the same
        os.utime(place / MANIFEST)
    return store


def keep(
    network: Network, corpus: Corpus, folder: Path, limit: int = LIMIT
) -> Generator[Progress, None, Store]:
    """Return the store of a network's reading of a corpus, which is made if it is not there.

    One that is damaged is made anew. The generator says how far it has come; it may be closed at
    any time, and leaves nothing behind but an empty lock.

    Args:
        network: a network of one layer.
        corpus: what it reads.
        folder: where stores are kept.
        limit: bytes that are kept in all; those used least recently are removed beyond.

    Raises:
        StoreError: if the store cannot be written, as on a full disk.
        ValueError: if this network cannot read this corpus, see ``trace_corpus``.
    """
    key = key_of(network, corpus)
    with _told(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / f"{key.name}{LOCK}", thread_local=False)
        while not acquired(lock):
            yield Progress(0, 0, waiting=True)
            time.sleep(_AGAIN)
        try:
            store = kept(key, folder)
            if store is None:
                discard(folder / key.name)
                make_room(folder, limit, _most_bytes(network, corpus), key)
                yield from _made(network, corpus, folder / key.name)
                make_room(folder, limit, 0, key)
                store = open_store(folder / key.name, key)
                hold(store, folder / key.name)
            return store
        finally:
            lock.release()


def _made(network: Network, corpus: Corpus, place: Path) -> Generator[Progress, None, None]:
    unfinished = place.with_name(f"{place.name}{UNFINISHED}")
    try:
        with Writer(unfinished, network.cell.hidden_size) as writer:
            store = yield from trace_corpus(network, corpus, writer)
            writer.finish(store)
        unfinished.rename(place)
        sync_folder(place.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _most_bytes(network: Network, corpus: Corpus) -> int:
    """Return more than the store will take: tokens have at least a character."""
    tokens = sum(map(len, corpus.documents))
    return round(tokens * (1.25 * network.cell.hidden_size + 20)) + 2**23


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say in one line what the disk refused."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"States cannot be kept in {folder}: {error.strerror or error}. Make room there, or "
            f"name another folder in the environment variable {VARIABLE}."
        ) from error
