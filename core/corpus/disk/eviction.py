"""The limit on disk space: removes the least recently used indexes, and unfinished ones.

The process that builds or removes an index holds its lock, and loses it when it dies. Unfinished
indexes have names of their own, are never read, and are removed by the next process that evicts.
"""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..index.state_index import StateIndexKey
from .locks import unused
from .writer import MANIFEST

UNFINISHED = ".part"
LOCK = ".lock"

_NAME = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}")


def evict(folder: Path, limit: int, needed: int, spare: StateIndexKey | None = None) -> None:
    """Remove indexes, the least recently used first, until ``needed`` more bytes fit.

    Those that are in use or being built stay. Unfinished ones that were abandoned are removed.

    Args:
        folder: where indexes are kept.
        limit: bytes that all indexes together may take; fewer if the disk has less free space.
        needed: bytes that will be written.
        spare: an index to keep, whose lock the caller holds.
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
    """Remove an index's folder and its unfinished files.

    The folder is renamed first, so that no half-removed index is read as a whole one.
    """
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


def acquired(lock: FileLock) -> bool:
    """Take a lock if nobody holds it, and return whether that succeeded."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _remove(folder: Path, name: str, unfinished: bool = False) -> bool:
    """Remove an index, or its unfinished files, unless it is in use or being built.

    Returns:
        Whether it was removed.
    """
    lock = FileLock(folder / f"{name}{LOCK}", thread_local=False)
    if not acquired(lock):
        return False
    try:
        if unfinished:
            shutil.rmtree(folder / f"{name}{UNFINISHED}")
            return True
        with unused(folder / name) as free:
            if free:
                discard(folder / name)
            return free
    except OSError:  # such as files of another user: they stay
        return False
    finally:
        lock.release()


def _size(place: Path) -> int:
    with suppress(OSError):  # another process may remove it right now
        return sum(path.stat().st_size for path in place.iterdir())
    return 0


def _last_use(place: Path) -> float:
    with suppress(OSError):
        return (place / MANIFEST).stat().st_mtime
    return 0
