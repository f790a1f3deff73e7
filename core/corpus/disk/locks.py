"""Locks on indexes: of the one process that builds or removes one, and of all that use one.

A process that ends loses its locks. A lock to build is a file beside the index, which goes with the
lock; that of a process that was killed stays, and says nothing, since nobody holds it.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import finalize

from filelock import FileLock, Timeout

from ..index.state_index import StateIndex
from .writer import MANIFEST

if sys.platform != "win32":  # where a file in use cannot be removed in any case
    import fcntl

LOCK = ".lock"

NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK, errno.EINVAL)
"""Error codes of a file system without locks."""


def build_lock(folder: Path, name: str) -> FileLock:
    """Return the lock, not yet taken, to build or remove an index of this name in a folder."""
    return FileLock(folder / f"{name}{LOCK}", thread_local=False)


def acquired(lock: FileLock) -> bool:
    """Take a lock to build if nobody holds it, and return whether that succeeded."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def give_back(lock: FileLock) -> None:
    """Let go of a lock to build, and remove its file.

    The file goes first, while the lock is still held: who has it open already will see that it has
    no name any more, and try again.
    """
    with suppress(OSError):  # such as on Windows, which removes no open file
        os.unlink(lock.lock_file)
    lock.release()


def mark_in_use(index: StateIndex, folder: Path) -> None:
    """Lock an index's folder, shared, for as long as the index is in use.

    Where the file system has no locks, the index may be removed all the same: files mapped into
    memory outlive their names.

    Raises:
        BlockingIOError: if another process is removing the folder.
        OSError: if it is gone, or the system has too many files open.
    """
    descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    finalize(index, os.close, descriptor)
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Yield whether an index's folder is not in use; within the context, it stays so."""
    if sys.platform == "win32" or not (folder / MANIFEST).exists():
        yield True
        return
    descriptor = os.open(folder / MANIFEST, os.O_RDWR)  # some file systems need it to lock
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
