"""How much this server takes on at once: defaults, and the environment variables that set others.

A visitor beyond a limit is told so in words. What is no number within bounds is logged once, and
the default stands.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from streamlit import config

from core.text.decoding import MAX_FILE
from pages.shared import memory

PREFIX = "GATESCOPE_"
DESCRIPTORS = 4
"""Files and sockets that one session holds open; ``tests/load`` measures it."""
SPARE_DESCRIPTORS = 100
"""For files, and for those at the door."""
MOST_SESSIONS = 250
"""Where descriptors are plenty, memory and processors are not."""

_log = logging.getLogger(__name__)

MAX_NETWORK = 16 * memory.MEBIBYTE
"""Largest file with a network, where a server has many visitors."""


@dataclass(frozen=True)
class Limits:
    """How much this server takes on at once.

    Attributes:
        sessions: browser tabs that are open.
        jobs_at_once: jobs that work at the same time.
        jobs_waiting: jobs that wait for their turn.
        jobs_waiting_each: those of one session.
        memory: MiB of the process; from 80 % of it on, no new work and no uploads are taken.
        uploads_each: uploaded files that are kept for one session.
        upload_bytes: of one uploaded text or table.
        network_bytes: of one uploaded network.
        uploads: MiB of the uploaded files of all sessions.
    """

    sessions: int
    jobs_at_once: int
    jobs_waiting: int
    jobs_waiting_each: int
    memory: int
    uploads_each: int
    upload_bytes: int
    network_bytes: int
    uploads: int


def defaults() -> Limits:
    """Return the limits where nobody has set any: those of this machine."""
    most = config.get_option("server.maxUploadSize") * memory.MEBIBYTE
    return Limits(
        sessions=_sessions(_most_descriptors()),
        jobs_at_once=os.cpu_count() or 1,
        jobs_waiting=200,
        jobs_waiting_each=8,
        memory=memory.available() // memory.MEBIBYTE,
        uploads_each=4,
        upload_bytes=min(MAX_FILE, most),
        network_bytes=min(MAX_NETWORK, most),
        uploads=128,
    )


def read(environment: Mapping[str, str]) -> Limits:
    """Return the limits that an environment sets, and the defaults of the others.

    A variable is named as its limit: ``GATESCOPE_SESSIONS`` is a whole number from 1 on.
    """
    values: dict[str, int] = vars(defaults()).copy()
    for name in (field.name for field in fields(Limits)):
        given = environment.get(PREFIX + name.upper(), "").strip()
        if given.isascii() and given.isdigit() and 1 <= len(given) <= 15 and int(given):
            values[name] = int(given)
        elif given:
            _log.warning(
                "%s%s expected a whole number from 1 on, got %.40r: using %d.",
                PREFIX, name.upper(), given, values[name],
            )  # fmt: skip
    return Limits(**values)


@cache
def limits() -> Limits:
    """Return the limits of this process."""
    return read(os.environ)


def has_memory() -> bool:
    """Return whether there is memory for new work: less than 80 % of the limit is in use."""
    return memory.used() < 0.8 * limits().memory * memory.MEBIBYTE


def _sessions(descriptors: int) -> int:
    return max(min((descriptors - SPARE_DESCRIPTORS) // DESCRIPTORS, MOST_SESSIONS), 1)


def _most_descriptors() -> int:
    """Return how many files and sockets this process may have open."""
    try:
        import resource
    except ImportError:  # Windows, where sockets are not limited like this
        return DESCRIPTORS * MOST_SESSIONS + SPARE_DESCRIPTORS
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 2**20 if soft == resource.RLIM_INFINITY else soft
