"""Locks on indexes in use, so that no process removes one that another uses."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from ..index.state_index import StateIndex
from .writer import MANIFEST

if sys.platform != "win32":  # where a file in use cannot be removed in any case
    import fcntl

NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK, errno.EINVAL)
"""Error codes of a file system without locks."""


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
