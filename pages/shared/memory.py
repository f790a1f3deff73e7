"""The memory that this process uses and may use, as the system tells it."""

import ctypes
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

_MMAP_THRESHOLD, _MOST_ARENAS = -3, -8
"""The names that glibc's ``mallopt`` knows."""
LARGE = 2**17
"""Bytes of a block that is taken from the system by itself, and given back by itself."""


def keep_little() -> None:
    """Have this process keep little memory that it does not use; elsewhere than in glibc, nothing.

    By default, each of many threads gets a store of its own, up to eight a processor, and every
    rerun of a page is a new thread; what is free in one store, no other thread can take. And once
    a large block was given back, blocks of its size come from these stores, too. Together that kept
    150 MB of 900. Python runs one thread at a time anyway, so that one store is enough.
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MOST_ARENAS, 1)
        library.mallopt(_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give memory that is free in this process back to the system, where the C library can."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


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
