"""The limit on disk space: removes the least recently used indexes, and unfinished ones.

The process that builds or removes an index holds its lock, and loses it when it dies. Unfinished
indexes have names of their own, are never read, and are removed by the next process that starts or
evicts.
"""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from ..index.state_index import StateIndexKey
from .locks import LOCK, acquired, build_lock, give_back, unused
from .writer import MANIFEST

UNFINISHED = ".part"

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
    clear_up(folder, spare)
    own = spare.name if spare else None
    names = {path.name for path in folder.iterdir() if path.is_dir()}
    others = sorted(name for name in names if _NAME.fullmatch(name) and name != own)
    sizes = {name: _size(folder / name) for name in [*others, *([own] if own else [])]}
    total = sum(sizes.values())
    limit = min(limit, total + shutil.disk_usage(folder).free)
    for name in sorted(others, key=lambda name: _last_use(folder / name)):
        if total + needed <= limit:
            return
        if _remove(folder, name):
            total -= sizes[name]


def clear_up(folder: Path, spare: StateIndexKey | None = None) -> None:
    """Remove what killed processes have left: unfinished indexes, and locks that nobody holds.

    Args:
        folder: where indexes are kept; it may not exist yet.
        spare: an index whose lock the caller holds.
    """
    if not folder.is_dir():
        return
    left = (path.name for path in folder.iterdir() if path.suffix in (UNFINISHED, LOCK))
    names = {name.removesuffix(UNFINISHED).removesuffix(LOCK) for name in left}
    for name in sorted(names - {spare.name if spare else ""}):
        if _NAME.fullmatch(name):
            _remove(folder, name, unfinished=True)


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


def _remove(folder: Path, name: str, unfinished: bool = False) -> bool:
    """Remove an index, or its unfinished files, unless it is in use or being built.

    Returns:
        Whether it was removed.
    """
    lock = build_lock(folder, name)
    try:
        if not acquired(lock):
            return False
        try:
            if unfinished:
                _delete(folder / f"{name}{UNFINISHED}")
                return True
            with unused(folder / name) as free:
                if free:
                    discard(folder / name)
                return free
        finally:
            give_back(lock)
    except OSError:  # such as files of another user: they stay
        return False


def _size(place: Path) -> int:
    with suppress(OSError):  # another process may remove it right now
        return sum(path.stat().st_size for path in place.iterdir())
    return 0


def _last_use(place: Path) -> float:
    with suppress(OSError):
        return (place / MANIFEST).stat().st_mtime
    return 0
