"""The memory that this process uses and may use, as the system tells it."""

import os
from contextlib import suppress
from pathlib import Path

MEBIBYTE = 2**20
UNKNOWN = 2**60
"""Stands for the memory that may be used where the system does not tell."""

_PROCESS = Path("/proc/self/statm")
_GROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def used() -> int:
    """Return how many bytes of this process are in memory; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError, AttributeError):
        pages = int(_PROCESS.read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


def available() -> int:
    """Return how many bytes this process may use: its container's limit, or all there are."""
    known = [UNKNOWN]
    with suppress(OSError, ValueError, AttributeError):
        known.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for path in _GROUPS:
        with suppress(OSError, ValueError):  # the newer kind says "max" where there is no limit
            known.append(int(path.read_text()))
    return min(known)
