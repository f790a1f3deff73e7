"""Stores on disk: each made once for all sessions and processes, the least recently used removed.

Whoever makes or removes a store has its lock; a process that dies loses it. What it has left
behind has a name of its own, is never read, and is removed by the next who comes by.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.files import MANIFEST, StoreError, Writer, open_store, sync_folder
from core.analysis.corpus.holding import hold, unused
from core.analysis.corpus.pieces import only_cell
from core.analysis.corpus.store import Progress, Store, StoreKey
from core.analysis.corpus.tracing import key_of, trace_corpus
from core.network import Network

VARIABLE = "GATESCOPE_CACHE"
"""The environment variable that says where stores are kept."""

LIMIT = 2 * 1024**3
"""Bytes that are kept in all."""

UNFINISHED = ".part"
LOCK = ".lock"

_NAME = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}")
_AGAIN = 0.1
"""Seconds between two looks whether another process has finished."""


def cache_folder() -> Path:
    """Return the folder where stores are kept, which can be written to.

    It is the one that GATESCOPE_CACHE names, else ``gatescope`` in the user's cache folder, or in
    the folder for temporary files where that cannot be written to.

    Raises:
        StoreError: if the one that was named, or none of the others, can be written to.
    """
    named = os.environ.get(VARIABLE)
    if named:
        candidates = [Path(named)]
    else:
        caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        user = f"gatescope-{os.getuid()}" if hasattr(os, "getuid") else "gatescope"
        candidates = [Path(caches) / "gatescope", Path(tempfile.gettempdir()) / user]
    for folder in candidates:
        if _is_usable(folder.expanduser()):
            return folder.expanduser()
    raise StoreError(
        f"Expected a folder to keep states in; {candidates[-1]} cannot be written to. "
        f"Name another in the environment variable {VARIABLE}."
    )


def kept(key: StoreKey, folder: Path) -> Store | None:
    """Return a store that is there already and whole; it counts as used just now."""
    place = folder / key.name
    try:
        store = open_store(place, key)
        hold(store, place)
    except (StoreError, OSError):
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
        while not _acquired(lock):
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


def make_room(folder: Path, limit: int, needed: int, spare: StoreKey | None = None) -> None:
    """Remove stores, the least recently used first, until so many bytes more may be written.

    Those that are in use or being made stay. What was left unfinished goes.

    Args:
        folder: where stores are kept.
        limit: bytes that may be kept in all; fewer on a disk that has fewer.
        needed: bytes that will be written.
        spare: a store that stays, whose lock the caller has.
    """
    names = {path.name.removesuffix(UNFINISHED) for path in folder.iterdir() if path.is_dir()}
    own = spare.name if spare else None
    others = sorted(name for name in names if _NAME.fullmatch(name) and name != own)
    for name in others:
        if (folder / f"{name}{UNFINISHED}").exists():
            _remove(folder, name, unfinished=True)
    sizes = {name: _size(folder / name) for name in [*others, *([own] if own else [])]}
    total = sum(sizes.values())
    limit = min(limit, total + shutil.disk_usage(folder).free)
    for name in sorted(others, key=lambda name: _last_use(folder / name)):
        if total + needed <= limit:
            return
        if _remove(folder, name):
            total -= sizes[name]


def discard(place: Path) -> None:
    """Remove a store's folder, and what was left unfinished; half of it is never read as whole."""
    unfinished = place.with_name(f"{place.name}{UNFINISHED}")
    _delete(unfinished)
    if place.exists():
        place.rename(unfinished)
        _delete(unfinished)


def _delete(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _made(network: Network, corpus: Corpus, place: Path) -> Generator[Progress, None, None]:
    unfinished = place.with_name(f"{place.name}{UNFINISHED}")
    try:
        with Writer(unfinished, only_cell(network).hidden_size) as writer:
            store = yield from trace_corpus(network, corpus, writer)
            writer.finish(store)
        unfinished.rename(place)
        sync_folder(place.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _remove(folder: Path, name: str, unfinished: bool = False) -> bool:
    """Remove a store, or what was left unfinished of it, unless it is in use or being made."""
    lock = FileLock(folder / f"{name}{LOCK}", thread_local=False)
    if not _acquired(lock):
        return False
    try:
        if unfinished:
            shutil.rmtree(folder / f"{name}{UNFINISHED}")
            return True
        with unused(folder / name) as free:
            if free:
                discard(folder / name)
            return free
    except OSError:  # it stays, as somebody else's file may
        return False
    finally:
        lock.release()


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _is_usable(folder: Path) -> bool:
    """Whether files can be written there; among everybody's temporary files, into one's own."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            everybodys = folder.parent == Path(tempfile.gettempdir()) and hasattr(os, "getuid")
            return not everybodys or folder.lstat().st_uid == os.getuid()
    except OSError:
        return False


def _most_bytes(network: Network, corpus: Corpus) -> int:
    """Return more than the store will take: tokens have at least a character."""
    tokens = sum(map(len, corpus.documents))
    return round(tokens * (1.25 * only_cell(network).hidden_size + 20)) + 2**23


def _size(place: Path) -> int:
    with suppress(OSError):  # another process may remove it right now
        return sum(path.stat().st_size for path in place.iterdir())
    return 0


def _last_use(place: Path) -> float:
    with suppress(OSError):
        return (place / MANIFEST).stat().st_mtime
    return 0


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
