"""Who uses a store: a store in use, by whatever process, is not removed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from core.analysis.corpus.files import MANIFEST
from core.analysis.corpus.store import Store

if sys.platform != "win32":  # where a file in use cannot be removed in any case
    import fcntl


def hold(store: Store, folder: Path) -> None:
    """Hold a store's folder for as long as the store is in use.

    Raises:
        OSError: if somebody is removing the folder.
    """
    descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    finalize(store, os.close, descriptor)
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Say whether nobody holds a store's folder; within the context, nobody can begin to."""
    if sys.platform == "win32" or not (folder / MANIFEST).exists():
        yield True
        return
    descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
