"""The background jobs, one set for all sessions, and the results of work, kept for all of them."""

from collections.abc import Callable, Hashable
from typing import Any, NoReturn

import streamlit as st

from core.jobs.jobs import Jobs
from core.jobs.watch import Watch
from pages.shared.view import session

MAX_RESULTS = 64


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the background jobs, one set for all sessions."""
    return Jobs(watch=Watch(is_connected=session.is_connected))


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def kept(key: tuple[Hashable, ...], _make: Callable[[], Any]) -> Any:
    """Return what was made for a key, of whatever kind of work; it is made if it is not kept.

    Args:
        key: the kind of work, and all that its result depends on.
    """
    return _make()


def peek(key: tuple[Hashable, ...]) -> Any:
    """Return what is kept for a key; ``None`` if nothing is."""
    try:
        return kept(key, _refuse)
    except LookupError:
        return None


def _refuse() -> NoReturn:
    raise LookupError("nothing is kept for this key")
