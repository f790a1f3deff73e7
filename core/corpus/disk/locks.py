"""Who uses a store: a store in use, by whatever process, is not removed."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from ..index.state_index import Store
from .writer import MANIFEST

if sys.platform != "win32":  # where a file in use cannot be removed in any case
    import fcntl

NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK, errno.EINVAL)
"""What a file system says that knows no locks."""


def hold(store: Store, folder: Path) -> None:
    """Hold a store's folder for as long as the store is in use.

    Where the file system knows no locks, it may be removed all the same: what is mapped into
    memory outlives its name.

    Raises:
        BlockingIOError: if somebody is removing the folder.
        OSError: if it is gone, or the system has too many files open.
    """
    descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    finalize(store, os.close, descriptor)
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Say whether nobody holds a store's folder; within the context, nobody can begin to."""
    if sys.platform == "win32" or not (folder / MANIFEST).exists():
        yield True
        return
    descriptor = os.open(folder / MANIFEST, os.O_RDWR)  # as some file systems want it
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
