"""What all sessions share: the background jobs, the results of work, and the seats."""

from collections.abc import Callable, Hashable
from typing import Any, NoReturn

import streamlit as st

from core.jobs.jobs import Jobs
from core.jobs.seats import Seats
from core.jobs.watch import Watch
from pages.shared import limits
from pages.shared.view import visitor

MAX_RESULTS = 64


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the background jobs, one set for all sessions."""
    most = limits.limits()
    return Jobs(
        at_once=most.jobs_at_once,
        watch=Watch(is_connected=visitor.is_connected),
        most=most.jobs_waiting,
        most_each=most.jobs_waiting_each,
        has_memory=limits.has_memory,
    )


@st.cache_resource(show_spinner=False)
def seats() -> Seats:
    """Return the seats of this server: a session each."""
    return Seats(limits.limits().sessions, visitor.is_connected)


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def kept(key: tuple[Hashable, ...], _make: Callable[[], Any]) -> Any:
    """Return what was made for a key, of whatever kind of work; it is made if it is not kept.

    It is best called by keywords: for other arguments, Streamlit looks up their names each time.

    Args:
        key: the kind of work, and all that its result depends on.
    """
    return _make()


def peek(key: tuple[Hashable, ...]) -> Any:
    """Return what is kept for a key; ``None`` if nothing is."""
    try:
        return kept(key=key, _make=_refuse)
    except LookupError:
        return None


def _refuse() -> NoReturn:
    raise LookupError("nothing is kept for this key")
